import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openQueueConnection } from '../../../queues/connection.ts'
import { openLedger, silentLogger, until } from '../../support/ledger.ts'
import { type Backend, backends, isAvailable, openQueues, type TestQueues } from '../../support/queues.ts'

const serverOf = (url: string): string => Object.assign(new URL(url), { pathname: '/postgres' }).href

describe.each(backends)('the loss of every connection to Postgres, with BullMQ on %s', (backend: Backend) => {
  describe.skipIf(!isAvailable(backend))('', () => {
    let queues: TestQueues
    beforeEach(async () => {
      queues = await openQueues(backend)
    })
    afterEach(() => queues.close())

    it('costs time and nothing else', async () => {
      const effects: string[] = []
      const worker = await queues.startWorker({
        reconcile: async ({ runId }) => ({
          kind: 'done',
          commit: async (tx) => {
            await tx.$executeRaw`SELECT pg_sleep(0.02)`
            effects.push(runId)
            return { totals: { transitionCount: 1 } }
          },
        }),
      })
      const runs = await Promise.all(Array.from({ length: 40 }, () => queues.submit()))
      const killer = new pg.Client({ connectionString: serverOf(queues.ledger.url) })
      await killer.connect()
      const database = new URL(queues.ledger.url).pathname.slice(1)
      for (let round = 0; round < 3; round += 1) {
        const seen = effects.length
        await endConnections(killer, database)
        await until(async () => effects.length > seen, 15_000)
      }

      await until(async () => {
        const { rows } = await killer.query('SELECT 1')
        return rows.length === 1 && (await allCompleted(queues, runs))
      }, 20_000)
      await killer.end()
      await worker.stop()

      const totals = await Promise.all(runs.map(async ({ runId }) => (await readTotals(queues, runId)).transitionCount))
      expect(totals).toEqual(runs.map(() => 1))
    })
  })
})

describe('connections to Postgres that are lost while a queue and a worker open', () => {
  it('leave both usable', async () => {
    const ledger = await openLedger()
    const killer = new pg.Client({ connectionString: serverOf(ledger.url) })
    await killer.connect()
    const connection = await openQueueConnection({
      ...{ databaseUrl: ledger.url, redisUrl: undefined, workers: 1, logger: silentLogger },
    })
    const queue = connection.openQueue('extract')
    const killing = killAll(killer, new URL(ledger.url).pathname.slice(1), 500)
    const seen: unknown[] = []
    const worker = connection.openWorker(
      'extract',
      async (data) => {
        seen.push(data)
        return undefined
      },
      2,
    )
    try {
      await killing
      await until(async () => {
        await queue.add('job', {}).catch(() => {})
        return seen.length > 0
      }, 15_000)
    } finally {
      await worker.close(true)
      await queue.close()
      await connection.close()
      await killer.end()
      await ledger.close()
    }
  })
})

const endConnections = (killer: pg.Client, database: string) =>
  killer.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database])

/** Ends every connection to `database` again and again for `forMs`. */
const killAll = async (killer: pg.Client, database: string, forMs: number): Promise<void> => {
  const end = performance.now() + forMs
  while (performance.now() < end) {
    await endConnections(killer, database)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The test's own connection was lost with the others. */
const withClient = async <T>(queues: TestQueues, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: queues.ledger.url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const allCompleted = (queues: TestQueues, runs: readonly { runId: string }[]): Promise<boolean> =>
  withClient(queues, async (client) => {
    const { rows } = await client.query(`SELECT count(*)::int AS n FROM run WHERE status = 'completed'`)
    return rows[0].n === runs.length
  })

const readTotals = (queues: TestQueues, runId: string): Promise<Record<string, number>> =>
  withClient(
    queues,
    async (client) => (await client.query('SELECT totals FROM run WHERE id = $1', [runId])).rows[0].totals,
  )
