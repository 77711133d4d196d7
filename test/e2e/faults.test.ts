import { Redis } from 'ioredis'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { syntheticMeeting } from '../../bench/workload.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { type RecordFigures, readRecord } from '../support/record-digest.ts'
import { redisAvailable } from '../support/redis.ts'

const meetings = Array.from({ length: 60 }, (_, n) =>
  syntheticMeeting(n, { people: 5, entities: 12, changes: 8, observations: 60 }, 'FAULT', 3),
)
const resumeWithinMs = 15_000

let calm: RecordFigures

describe.skipIf(!redisAvailable()).sequential('faults, with real processes', () => {
  beforeAll(async () => {
    const cluster = await startCluster({ backend: 'redis', workers: 3 })
    try {
      await submitAll(cluster)
      await settled(cluster)
      calm = await readRecord(cluster.databaseUrl)
    } finally {
      await cluster.stop()
    }
    expect(calm.runsByStatus).toEqual({ completed: meetings.length })
    expect(calm.liveTransitions).toBeGreaterThan(meetings.length)
  }, 180_000)

  it('resumes the work of a worker that was killed in the middle of a step', async () => {
    await withCluster(1, async (cluster) => {
      const submitted = submitAll(cluster)
      const victim = await runningStep(cluster)
      cluster.workers[0]?.child.kill('SIGKILL')
      const killedAt = performance.now()
      await cluster.startWorker()
      await until(async () => (await claimOf(cluster, victim)) > victim.claim)

      expect(performance.now() - killedAt).toBeLessThan(resumeWithinMs)
      await submitted
    })
  })

  it('puts everything back on the queues after FLUSHALL', async () => {
    await withCluster(3, async (cluster) => {
      await submitAll(cluster)
      const before = await endedSteps(cluster)
      await flush(cluster)
      const flushedAt = performance.now()
      await until(async () => (await endedSteps(cluster)) > before)

      expect(performance.now() - flushedAt).toBeLessThan(resumeWithinMs)
    })
  })

  it('accepts meetings while Redis is away for 20 s, and works them off when it is back', async () => {
    await withCluster(3, async (cluster) => {
      await cluster.redis?.stop()
      const stoppedAt = performance.now()
      await submitAll(cluster)
      const acceptedAfter = performance.now() - stoppedAt
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 20_000 - acceptedAfter)))
      const before = await endedSteps(cluster)
      await cluster.redis?.restart()
      const backAt = performance.now()
      await until(async () => (await endedSteps(cluster)) > before)

      expect(acceptedAfter).toBeLessThan(20_000)
      expect(performance.now() - backAt).toBeLessThan(resumeWithinMs)
    })
  })

  it('loses nothing that was accepted when Postgres restarts under load', async () => {
    await withCluster(3, async (cluster) => {
      const submitted = submitAll(cluster)
      await runningStep(cluster)
      process.kill(cluster.postgresPid(), 'SIGQUIT')
      const stoppedAt = performance.now()
      await submitted
      const before = await endedSteps(cluster)
      await until(async () => (await endedSteps(cluster)) > before || (await openRuns(cluster)) === 0)

      expect(performance.now() - stoppedAt).toBeLessThan(resumeWithinMs + 5_000)
    })
  })
})

/** Runs a fault on a cluster of its own, then holds the record against the calm one. */
const withCluster = async (workers: number, fault: (cluster: Cluster) => Promise<void>): Promise<void> => {
  const cluster = await startCluster({ backend: 'redis', workers })
  try {
    await fault(cluster)
    await settled(cluster)
    const record = await readRecord(cluster.databaseUrl)

    expect(record).toEqual(calm)
  } finally {
    await cluster.stop()
  }
}

/** Submits all meetings from four clients; a refusal that says "later" is tried again with the same key. */
const submitAll = async (cluster: Cluster): Promise<void> => {
  const queue = [...meetings]
  const client = async (): Promise<void> => {
    for (let meeting = queue.shift(); meeting; meeting = queue.shift()) {
      for (let attempt = 1; ; attempt++) {
        const status = await cluster
          .call('POST', '/v1/meetings', meeting, { 'idempotency-key': meeting.externalId })
          .then((reply) => reply.status)
          .catch(() => 0)
        if (status === 202 || status === 200) break
        if (attempt === 30 || ![0, 409, 429, 503].includes(status)) throw new Error(`submission answered ${status}`)
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }
  await Promise.all([client(), client(), client(), client()])
}

type StepRef = { runId: string; name: string; claim: number }

const runningStep = async (cluster: Cluster): Promise<StepRef> => {
  let found: StepRef | undefined
  await until(async () => {
    const rows = await read<StepRef>(
      cluster,
      `SELECT run_id AS "runId", name, claim FROM step WHERE status = 'running' LIMIT 1`,
    )
    found = rows[0]
    return found !== undefined
  }, 20)
  return found as StepRef
}

const claimOf = async (cluster: Cluster, step: StepRef): Promise<number> => {
  const rows = await read<{ claim: number; status: string }>(
    cluster,
    `SELECT claim, status FROM step WHERE run_id = '${step.runId}' AND name = '${step.name}'`,
  )
  // A step that ended just before the kill needs no second start.
  return rows[0]?.status === 'done' ? Number.POSITIVE_INFINITY : (rows[0]?.claim ?? 0)
}

const endedSteps = async (cluster: Cluster): Promise<number> =>
  (await read<{ n: number }>(cluster, 'SELECT count(*)::int AS n FROM step WHERE finished_at IS NOT NULL'))[0]?.n ?? 0

const openRuns = async (cluster: Cluster): Promise<number> =>
  (await read<{ n: number }>(cluster, 'SELECT count(*)::int AS n FROM run WHERE finished_at IS NULL'))[0]?.n ?? 0

const settled = (cluster: Cluster): Promise<void> =>
  until(
    async () => {
      const [row] = await read<{ runs: number; open: number }>(
        cluster,
        `SELECT count(*) FILTER (WHERE kind = 'meeting')::int AS runs, count(*) FILTER (WHERE finished_at IS NULL)::int AS open FROM run`,
      )
      return row?.runs === meetings.length && row.open === 0
    },
    250,
    150_000,
  )

const read = async <T extends object>(cluster: Cluster, sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: cluster.databaseUrl })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<T>(sql)).rows
  } catch {
    return []
  } finally {
    await client.end().catch(() => {})
  }
}

const flush = async (cluster: Cluster): Promise<void> => {
  const redis = new Redis(cluster.redis?.url ?? '')
  await redis.flushall()
  redis.disconnect()
}

const until = async (condition: () => Promise<boolean>, everyMs = 100, withinMs = 60_000): Promise<void> => {
  const deadline = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
