import { pino } from 'pino'
import { openQueueConnection } from '../../queues/connection.ts'
import { createProducer } from '../../queues/producer.ts'
import { isRunning } from '../../test/support/processes.ts'
import { tellRedis } from '../backing.ts'
import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'

const runId = '01890000-0000-7000-8000-000000000000'
const strangers: [string, unknown][] = [
  ['of-no-known-name', { tenantId: runId, runId, step: 'of-no-known-name', epoch: 1, traceparent: '' }],
  ['extract', { version: 99, body: 'what a newer release might send' }],
  ['extract', { tenantId: runId, runId, step: 'extract', epoch: 7, traceparent: 'x', more: 'than is known' }],
  ['extract', 'no object at all'],
  ['reconcile', null],
]

export const foreignJobs: Scenario = {
  name: 'foreign-jobs',
  fault: 24,
  does: 'jobs of another release, jobs of no known name, foreign keys in Redis',
  must: 'they are dropped with a line that says why; nobody crashes, and the others are done',
  run: async (stage) => {
    const world = await stage.open()
    const { cluster } = world
    const logger = pino({ level: 'silent' })
    const { databaseUrl, redis } = cluster
    if (redis) await tellRedis(redis.url, 'MSET', 'somebody:else', '1', 'throughline:unknown', '{}', 'bull:x:wait', '1')
    const connection = await openQueueConnection({ databaseUrl, redisUrl: redis?.url, workers: 0, logger })
    const producer = createProducer({ connection, logger })
    const submitted = world.submit()
    for (const queue of producer.queues())
      for (const [name, data] of strangers) await queue.add(name, data, { removeOnComplete: true, removeOnFail: true })
    await submitted
    await producer.close()
    await connection.close()
    const dropped = () =>
      cluster.workers.reduce((sum, worker) => sum + (worker.stderr().match(/job dropped/g)?.length ?? 0), 0)
    const problems: string[] = []
    await until(() => dropped() > 0, { withinMs: 20_000, what: 'a dropped job is told' }).catch((error: Error) =>
      problems.push(`${error.message}: ${cluster.workers.map((worker) => worker.stderr().slice(-400)).join(' | ')}`),
    )
    if (cluster.workers.some((worker) => !isRunning(worker.pid))) problems.push('a worker ended')
    await stage.judge({ seen: `${strangers.length} on each queue`, problems })
  },
}
