import { setTimeout as delay } from 'node:timers/promises'
import {
  assertSchemaCompatibility,
  type BackendFactory,
  type PgPool,
  PostgresConnection,
  PostgresQueueBackend,
} from 'bullmq'

/** After a failed look for a job. BullMQ tries again at once, which keeps a processor busy while a server starts. */
const pauseMs = 500
/** An idle worker looks by itself so often: the look that goes with a LISTEN may fail unheard, and nothing else repeats it. */
const longestWaitSeconds = 5

/**
 * BullMQ's backend on Postgres for one process, on its pool. Unlike BullMQ's own it survives a connection that is lost
 * while it is opened: BullMQ remembers that its first look at the schema failed, and all that is asked of this queue
 * or worker from then on fails as that look did.
 */
export const createPatientBackend = (
  pool: PgPool,
): { checkSchema: () => Promise<void>; factory: BackendFactory<PostgresQueueBackend, PgPool> } => {
  const checkSchema = createSchemaCheck(pool)
  return {
    checkSchema,
    factory: (name, opts, { withBlockingConnection = false } = {}) => {
      const connection = new PatientConnection(pool, checkSchema)
      return new PatientBackend(connection, name, opts, true, withBlockingConnection ? name : undefined)
    },
  }
}

/** Looks until it has succeeded once, and then no more; throws what BullMQ throws of a schema that does not fit. */
const createSchemaCheck = (pool: PgPool): (() => Promise<void>) => {
  let looked: Promise<void> | undefined
  const look = async (): Promise<void> => {
    const client = await pool.connect()
    try {
      await assertSchemaCompatibility(client)
    } finally {
      client.release()
    }
  }
  return () => {
    looked ??= look().catch((error: unknown) => {
      looked = undefined
      throw error
    })
    return looked
  }
}

class PatientConnection extends PostgresConnection {
  readonly #checkSchema: () => Promise<void>

  constructor(pool: PgPool, checkSchema: () => Promise<void>) {
    super(pool)
    this.#checkSchema = checkSchema
  }

  override waitUntilReady(): Promise<void> {
    return this.#checkSchema()
  }
}

class PatientBackend extends PostgresQueueBackend {
  override get maximumBlockTimeout(): number {
    return longestWaitSeconds
  }

  override async moveToActive(token: string, name?: string): Promise<unknown[]> {
    try {
      return await super.moveToActive(token, name)
    } catch (error) {
      await delay(pauseMs, undefined, { ref: false })
      throw error
    }
  }
}
