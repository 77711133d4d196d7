import { randomUUID } from 'node:crypto'
import type { Processor } from '../../processors/outcome.ts'
import { createRegistry } from '../../processors/registry.ts'
import { createWorker, type WorkerDeps } from '../../processors/worker.ts'
import { queueNames, stepNames } from '../../queues/catalog.ts'
import { openQueueConnection, type QueueConnection } from '../../queues/connection.ts'
import { createProducer, type Producer } from '../../queues/producer.ts'
import type { Database } from '../../src/storage/client.ts'
import { openDatabase } from '../../src/storage/client.ts'
import { openLedger, silentLogger, type TestLedger } from './ledger.ts'
import { redisAvailable, startRedis, type TestRedis } from './redis.ts'

export type Backend = 'postgres' | 'redis'

/** Both ways of running BullMQ; the one on Redis needs a redis-server on the PATH or REDIS_URL. */
export const backends: readonly Backend[] = ['postgres', 'redis']
export const isAvailable = (backend: Backend): boolean =>
  backend === 'postgres' || process.env.REDIS_URL !== undefined || redisAvailable()

export type TestQueues = {
  ledger: TestLedger
  /** A Redis of the test's own, which it may stop and flush; undefined on Postgres and where only REDIS_URL is given. */
  redis: TestRedis | undefined
  /** The producer of a process without workers, such as the API. */
  producer: Producer
  /** Submits a run and enqueues what it dispatched. */
  submit: (options?: Parameters<TestLedger['submit']>[0]) => Promise<{ tenantId: string; runId: string }>
  /** A worker with connections of its own, as in a process of its own. */
  startWorker: (
    processors?: Partial<Record<string, Processor>>,
    options?: Partial<WorkerDeps>,
  ) => Promise<{ stop: (graceMs?: number) => Promise<void> }>
  close: () => Promise<void>
}

export const openQueues = async (backend: Backend): Promise<TestQueues> => {
  const ledger = await openLedger()
  const redis = backend === 'redis' && redisAvailable() ? await startRedis() : undefined
  const place = {
    databaseUrl: ledger.url,
    redisUrl: backend === 'redis' ? (redis?.url ?? process.env.REDIS_URL) : undefined,
    prefix: `test-${randomUUID()}`,
    logger: silentLogger,
  }
  const connection = await openQueueConnection({ ...place, workers: 0 })
  const producer = createProducer({ connection, logger: silentLogger })
  const running = new Set<() => Promise<void>>()

  const startWorker: TestQueues['startWorker'] = async (processors = {}, options = {}) => {
    const own = await openQueueConnection({ ...place, workers: queueNames.length })
    const db = openDatabase({ url: ledger.url, poolSize: 6, poolTimeoutMs: 20_000 })
    const worker = workerOf(own, db, processors, options)
    await worker.start()
    const stop = async (graceMs = 2_000): Promise<void> => {
      if (!running.delete(stop)) return
      await worker.stop({ graceMs })
      await worker.closeAll()
    }
    running.add(stop)
    return { stop }
  }

  return {
    ...{ ledger, redis, producer, startWorker },
    submit: async (options) => {
      const { dispatch, ...ref } = await ledger.submit(options)
      await producer.enqueue(dispatch)
      return ref
    },
    close: async () => {
      for (const stop of [...running]) await stop()
      await producer.close()
      await connection.close()
      await ledger.close()
      await redis?.dispose()
    },
  }
}

const workerOf = (
  connection: QueueConnection,
  db: Database,
  processors: Partial<Record<string, Processor>>,
  options: Partial<WorkerDeps>,
) => {
  const producer = createProducer({ connection, logger: silentLogger })
  const done: Processor = async () => ({ kind: 'done' })
  const worker = createWorker({
    ...{ db, connection, producer, queues: queueNames, concurrency: 4, admissionWindow: 64, logger: silentLogger },
    registry: createRegistry(Object.fromEntries(stepNames.map((name) => [name, processors[name] ?? done]))),
    deliver: async () => {},
    ...options,
  })
  const closeAll = async (): Promise<void> => {
    await producer.close()
    await connection.close()
    await db.close()
  }
  return { ...worker, closeAll }
}
