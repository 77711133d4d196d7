import pg from 'pg'
import { pino } from 'pino'
import type { Processor } from '../../processors/outcome.ts'
import { createRegistry } from '../../processors/registry.ts'
import { createRunStep } from '../../processors/run-step.ts'
import { stepNames } from '../../queues/catalog.ts'
import type { Producer } from '../../queues/producer.ts'
import { AppError } from '../../src/domain/errors.ts'
import type { Dispatch } from '../../src/domain/run/dispatch.ts'
import type { RetryPolicy } from '../../src/domain/run/retry.ts'
import { newId } from '../../src/platform/ids.ts'
import { createAdmitter } from '../../src/runs/admitter.ts'
import { createLeaseKeeper } from '../../src/runs/lease-keeper.ts'
import { createSlots } from '../../src/runs/slots.ts'
import { createSubmitRun } from '../../src/runs/submit-run.ts'
import { createSuspectGate } from '../../src/runs/suspect-gate.ts'
import { sweep } from '../../src/runs/sweep.ts'
import { type Database, openDatabase } from '../../src/storage/client.ts'
import { inTenant } from '../../src/storage/tx.ts'
import { createTestDatabase } from './database.ts'

export const silentLogger = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' })
export const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`

export type StepRow = {
  name: string
  status: string
  epoch: number
  claim: number
  crashes: number
  attempts: number
  pending: number
  detail: string | null
  error: { code: string } | null
}
export type RunRow = {
  id: string
  status: string
  progress: number
  openSteps: number
  totals: Record<string, number>
  error: { code: string; step: string } | null
  steps: Record<string, StepRow>
}

export type TestLedger = {
  url: string
  db: Database
  /** Sees and may do everything. */
  admin: pg.Client
  submit: (
    options?: Partial<{
      tenantId: string
      kind: string
      priority: string
      skip: string[]
      window: number
      params: Record<string, unknown>
    }>,
  ) => Promise<{ tenantId: string; runId: string; dispatch: Dispatch[] }>
  read: (runId: string) => Promise<RunRow>
  events: (runId: string) => Promise<string[]>
  /** Makes the lease of every running step end now. */
  expireLeases: () => Promise<void>
  close: () => Promise<void>
}

/** A migrated database of its own, with the few things that tests of the ledger ask of it. */
export const openLedger = async (): Promise<TestLedger> => {
  const database = await createTestDatabase()
  const db = openDatabase({ url: database.url, poolSize: 10, poolTimeoutMs: 20_000 })
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  // Some tests cut every connection.
  admin.on('error', () => {})
  return {
    url: database.url,
    db,
    admin,
    submit: async (options = {}) => {
      const { tenantId = newId(), window = 64, ...request } = options
      const submitRun = createSubmitRun({ admissionWindow: window })
      const submitted = await inTenant(db, tenantId, (tx) =>
        submitRun(tx, {
          ...{ tenantId, runId: newId(), meetingId: null, kind: 'meeting', generation: 1, revision: 1 },
          ...{ priority: 'normal', skip: [], params: {}, traceparent, ...request },
        }),
      )
      return { tenantId, ...submitted }
    },
    read: async (runId) => {
      const run = await admin.query(
        'SELECT id, status, progress, open_steps AS "openSteps", totals, error FROM run WHERE id = $1',
        [runId],
      )
      const steps = await admin.query<StepRow>(
        'SELECT name, status, epoch, claim, crashes, attempts, pending, detail, error FROM step WHERE run_id = $1 ORDER BY name',
        [runId],
      )
      return { ...run.rows[0], steps: Object.fromEntries(steps.rows.map((step) => [step.name, step])) }
    },
    events: async (runId) => {
      const { rows } = await admin.query<{ type: string }>(
        'SELECT type FROM event WHERE subject = $1 ORDER BY created_at',
        [runId],
      )
      return rows.map((row) => row.type)
    },
    expireLeases: async () => {
      await admin.query(`UPDATE step SET lease_until = now() - interval '1 second' WHERE status = 'running'`)
    },
    close: async () => {
      await admin.end().catch(() => {})
      await db.close()
      await database.drop()
    },
  }
}

/** A producer that keeps what it was given, for tests that run steps themselves. */
const createCollector = () => {
  const dispatches: Dispatch[] = []
  const deliveries: string[] = []
  let distrusted = 0
  const producer: Producer = {
    enqueue: async (more) => {
      dispatches.push(...more)
    },
    enqueueDeliveries: async (_tenantId, ids) => {
      deliveries.push(...ids)
    },
    findPresence: async (asked) => asked.map(() => 'missing' as const),
    distrust: () => {
      distrusted += 1
    },
    mayHaveLostJobs: async () => false,
    queues: () => [],
    close: async () => {},
  }
  return { producer, dispatches, deliveries, distrusted: () => distrusted }
}

/** Waits until `check` returns something; looks often, fails after `withinMs`. */
export const until = async <T>(check: () => Promise<T | undefined | false>, withinMs = 20_000): Promise<T> => {
  const deadline = performance.now() + withinMs
  for (;;) {
    const found = await check()
    if (found) return found
    if (performance.now() > deadline) throw new Error(`not so within ${withinMs} ms: ${check}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Everything that runs steps in this process, without BullMQ: what would be enqueued is collected. */
export const openStepRunner = (
  ledger: TestLedger,
  processors: Partial<Record<string, Processor>> = {},
  options: {
    retryPolicy?: RetryPolicy
    room?: readonly string[]
    renewEveryMs?: number
    limitMs?: number
    logger?: typeof silentLogger
  } = {},
) => {
  const collector = createCollector()
  const { producer } = collector
  const stopping = new AbortController()
  const leases = createLeaseKeeper({ db: ledger.db, logger: silentLogger, everyMs: options.renewEveryMs ?? 50 })
  const suspects = createSuspectGate()
  const slots = createSlots(new Map((options.room ?? []).map((queue) => [queue, 4])), new Set())
  const admit = createAdmitter({ db: ledger.db, producer, window: 64, logger: silentLogger })
  const done: Processor = async () => ({ kind: 'done' })
  const registry = createRegistry(Object.fromEntries(stepNames.map((name) => [name, processors[name] ?? done])))
  const { retryPolicy, limitMs } = options
  const steps = createRunStep({
    ...{
      db: ledger.db,
      producer,
      admit,
      leases,
      suspects,
      slots,
      registry,
      retryPolicy,
      limitMs,
      logger: options.logger ?? silentLogger,
    },
    shutdown: stopping.signal,
  })
  const run = ({ queue, ...payload }: Dispatch): Promise<void> => steps.run(queue, payload)
  return {
    ...{ collector, suspects, steps, admit, run },
    /** Runs what was dispatched, and what that dispatches, until nothing is left. */
    runAll: async (first: readonly Dispatch[]): Promise<void> => {
      collector.dispatches.push(...first)
      for (let next = collector.dispatches.shift(); next; next = collector.dispatches.shift()) await run(next)
      await steps.drain()
    },
    sweep: () => sweep({ db: ledger.db, producer, admit, logger: silentLogger }, false),
    shutDown: () => stopping.abort(new AppError('cancelled', 'the worker is stopping')),
    close: () => leases.stop(),
  }
}
