import { Redis } from 'ioredis'
import { pino } from 'pino'
import { openQueueConnection } from '../queues/connection.ts'
import { createProducer } from '../queues/producer.ts'
import type { Cluster } from '../test/support/cluster.ts'

/** One command to the Redis of a world. */
export const tellRedis = async <T>(url: string, ...[command, ...args]: [string, ...string[]]): Promise<T> => {
  const redis = new Redis(url, { maxRetriesPerRequest: 3 })
  redis.on('error', () => {})
  try {
    return (await redis.call(command, ...args)) as T
  } finally {
    redis.disconnect()
  }
}

export const flushRedis = (url: string): Promise<string> => tellRedis<string>(url, 'FLUSHALL')

/** Jobs of any kind that are still on the queues of a world. */
export const countJobs = async (cluster: Cluster): Promise<number> => {
  const logger = pino({ level: 'silent' })
  const { databaseUrl } = cluster
  const connection = await openQueueConnection({ databaseUrl, redisUrl: cluster.redis?.url, workers: 0, logger })
  const producer = createProducer({ connection, logger })
  try {
    if (cluster.redis) await Promise.all(producer.queues().map((queue) => queue.waitUntilReady()))
    const counts = await Promise.all(producer.queues().map((queue) => queue.getJobCounts()))
    return counts.flatMap((each) => Object.values(each)).reduce((sum, count) => sum + count, 0)
  } finally {
    await producer.close()
    await connection.close()
  }
}

/** Ends the PostgreSQL of a world as a crash does (`immediate`); its owner starts it again. */
export const crashPostgres = (cluster: Cluster): void => void process.kill(cluster.postgresPid(), 'SIGQUIT')
