import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../support/ledger.ts'
import { openQueues, type TestQueues } from '../../support/queues.ts'
import { redisAvailable, type TestRedis } from '../../support/redis.ts'

describe.skipIf(!redisAvailable())('an outage of Redis', () => {
  let queues: TestQueues
  let redis: TestRedis
  beforeEach(async () => {
    queues = await openQueues('redis')
    if (!queues.redis) throw new Error('no Redis of our own')
    redis = queues.redis
  })
  afterEach(() => queues.close())

  const allEnded = (runs: readonly { runId: string }[], withinMs: number) =>
    until(async () => {
      const { rows } = await queues.ledger.admin.query(
        `SELECT count(*)::int AS n FROM run WHERE status = 'completed' AND id = ANY ($1)`,
        [runs.map((run) => run.runId)],
      )
      return rows[0].n === runs.length
    }, withinMs)

  it('that wipes it while workers run is noticed, and everything goes on within seconds', async () => {
    let release: (() => void) | undefined
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const worker = await queues.startWorker({
      extract: async () => {
        await gate
        return { kind: 'done' }
      },
    })
    const runs = await Promise.all(Array.from({ length: 40 }, () => queues.submit()))
    await until(
      async () =>
        (await queues.ledger.admin.query(`SELECT 1 FROM step WHERE name = 'extract' AND status = 'running'`)).rowCount,
    )

    const client = new Redis(redis.url)
    await client.flushall()
    client.disconnect()
    release?.()

    await allEnded(runs, 12_000)
    await worker.stop()
  })

  it('refuses no submission, and what was submitted meanwhile runs afterwards', async () => {
    const worker = await queues.startWorker()
    const before = await queues.submit()
    await allEnded([before], 10_000)

    await redis.stop()
    const startedAt = performance.now()
    const during = await Promise.all(Array.from({ length: 10 }, () => queues.submit()))
    const tookMs = performance.now() - startedAt
    await redis.restart()

    await allEnded(during, 15_000)
    await worker.stop()
    expect(tookMs).toBeLessThan(5_000)
  })

  it('that is there from the start does not keep a process from accepting', async () => {
    await redis.stop()

    const { runId } = await queues.submit()
    expect((await queues.ledger.read(runId)).status).toBe('running')

    await redis.restart()
    const worker = await queues.startWorker()
    await allEnded([{ runId }], 15_000)
    await worker.stop()
  })
})
