import {
  DelayedError,
  type Job,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq'
import { Redis, type RedisOptions } from 'ioredis'
import pg from 'pg'
import { endSilentConnections } from '../src/platform/end-silent-connections.ts'
import { createLogLimiter } from '../src/platform/log-limiter.ts'
import type { Logger } from '../src/platform/logger.ts'
import { surviveLostConnections } from '../src/platform/survive-lost-connections.ts'
import { createFlushSentinel } from './flush-sentinel.ts'
import { createPatientBackend } from './postgres-backend.ts'

export type QueueConnectionOptions = {
  databaseUrl: string
  /** Set: BullMQ on Redis. Unset: BullMQ on Postgres, schema `bullmq` of the same database. */
  redisUrl: string | undefined
  /** BullMQ workers that this process will open; each holds one connection of the Postgres pool for LISTEN. */
  workers: number
  /** Connections of the Postgres pool; default workers + 4. */
  poolSize?: number
  /** Prefix of the keys in Redis. */
  prefix?: string
  logger: Logger
}

/** `later`: not for this process; the job goes back on its queue and is offered again in a moment. */
export type JobHandler = (data: unknown) => Promise<'later' | undefined>

/** BullMQ on either backend, with one connection (Redis) or one pool (Postgres) shared by everything in the process. */
export type QueueConnection = {
  backend: 'redis' | 'postgres'
  openQueue: (name: string) => Queue
  openWorker: (name: string, handler: JobHandler, concurrency: number) => Worker
  /** False while jobs cannot be added; asked before each add, so that a producer fails at once instead of waiting. */
  isUp: () => boolean
  /** True once after the layer was seen empty (flushed) or came back: jobs that were believed to wait may be gone. */
  hasLostSight: () => Promise<boolean>
  /**
   * Takes a job off its queue, whoever has locked it. Absent on Redis, where locks go by the clock of the server and end
   * by themselves; on Postgres BullMQ reckons with the clocks of workers, so that of a dead one may last for minutes.
   */
  forget?: (queue: Queue, jobId: string) => Promise<void>
  close: () => Promise<void>
}

/** Short, because work has to resume within 15 s of a crash or an outage (the defaults take a minute). */
const workerTimings = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  runRetryDelay: 1_000,
  maxStalledCount: 2,
} as const

/** How long a job that was handed back waits until it is offered again. */
const laterMs = 2_000

const processing =
  (handler: JobHandler) =>
  async (job: Pick<Job, 'data' | 'moveToDelayed'>, token?: string): Promise<void> => {
    if ((await handler(job.data)) !== 'later') return
    await job.moveToDelayed(Date.now() + laterMs, token)
    throw new DelayedError()
  }

export const openQueueConnection = async (options: QueueConnectionOptions): Promise<QueueConnection> =>
  options.redisUrl === undefined ? onPostgres(options) : onRedis({ ...options, redisUrl: options.redisUrl })

/** Creates or updates the schema `bullmq`. Run by whoever migrates the database, never by workers; safe to repeat. */
export const migrateQueueSchema = async (databaseUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await runMigrations(client, 'bullmq')
    // Every job is inserted, updated and deleted within milliseconds: dead rows must not pile up.
    await client.query(`ALTER TABLE bullmq.job SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01,
      autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0)`)
  } finally {
    await client.end()
  }
}

const onPostgres = async (options: QueueConnectionOptions): Promise<QueueConnection> => {
  const max = options.poolSize ?? options.workers + 4
  if (max <= options.workers)
    throw new Error(
      `${options.workers} workers need a queue pool of more than ${options.workers} connections, not ${max}: each keeps one, and the rest would wait for ever`,
    )
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max,
    options: '-c search_path=bullmq',
    keepAlive: true,
    connectionTimeoutMillis: 30_000,
  })
  pool.setMaxListeners(0)
  surviveLostConnections(pool)
  endSilentConnections(pool)
  const report = errorReporter(options.logger)
  pool.on('error', (error) => report('pool', error))
  const backend = createPatientBackend(pool)
  await backend.checkSchema().catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  const bull = withBackend(backend.factory)
  return {
    backend: 'postgres',
    openQueue: (name) => {
      const queue = new bull.Queue(name, { connection: pool })
      queue.on('error', (error: Error) => report(name, error))
      return queue as unknown as Queue
    },
    openWorker: (name, handler, concurrency) => {
      const worker = new bull.Worker(name, processing(handler), {
        ...workerTimings,
        connection: pool,
        concurrency,
      })
      worker.on('error', (error: Error) => report(name, error))
      return worker as unknown as Worker
    },
    isUp: () => true,
    hasLostSight: async () => false,
    forget: async (queue, jobId) => {
      await pool.query(
        `UPDATE bullmq.job SET lock_token = NULL, locked_until_ms = NULL WHERE queue = $1 AND id = $2 AND state = 'active'`,
        [queue.name, jobId],
      )
      await queue.remove(jobId)
    },
    close: () => {
      report.stop()
      return pool.end()
    },
  }
}

const onRedis = (options: QueueConnectionOptions & { redisUrl: string }): QueueConnection => {
  const report = errorReporter(options.logger)
  const prefix = options.prefix ?? 'throughline'
  const connect = (name: string, extra: RedisOptions): Redis => {
    const redis = new Redis(options.redisUrl, {
      retryStrategy: (times) => Math.min(times * 100, 1_500),
      connectTimeout: 5_000,
      keepAlive: 10_000,
      // Longer than the longest wait for a job: a connection that owes an answer for so long leads nowhere.
      socketTimeout: 20_000,
      ...extra,
    })
    redis.setMaxListeners(0)
    redis.on('error', (error) => report(name, error))
    return redis
  }
  const producer = connect('redis producer', { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  // Workers wait for Redis as long as it takes; opened only where there are workers.
  const consumer = options.workers > 0 ? connect('redis consumer', { maxRetriesPerRequest: null }) : undefined
  const sentinel = createFlushSentinel(producer, `${prefix}:sentinel`)
  return {
    backend: 'redis',
    openQueue: (name) => {
      const queue = new Queue(name, { connection: producer, prefix } satisfies QueueOptions)
      queue.on('error', (error) => report(name, error))
      return queue
    },
    openWorker: (name, handler, concurrency) => {
      if (!consumer) throw new Error('this connection was opened for a process without workers')
      const timings: WorkerOptions = { ...workerTimings, connection: consumer, prefix, concurrency }
      const worker = new Worker(name, processing(handler), timings)
      worker.on('error', (error) => report(name, error))
      return worker
    },
    isUp: () => producer.status === 'ready',
    hasLostSight: sentinel,
    close: async () => {
      report.stop()
      producer.disconnect()
      consumer?.disconnect()
    },
  }
}

/** Every queue and worker hears of the same broken connection; one line each ten seconds says it, none once closing. */
const errorReporter = (logger: Logger) => {
  const limit = createLogLimiter(10_000)
  let stopped = false
  const report = (source: string, error: Error & { code?: string }): void => {
    if (stopped) return
    limit(error.message, (held) =>
      logger.warn({ source, code: error.code, problem: error.message, held }, 'queue connection error'),
    )
  }
  const stop = (): void => {
    stopped = true
  }
  return Object.assign(report, { stop })
}
