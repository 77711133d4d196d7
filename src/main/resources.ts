import { migrateQueueSchema, openQueueConnection, type QueueConnection } from '../../queues/connection.ts'
import { createProducer, type Producer } from '../../queues/producer.ts'
import type { Config } from '../platform/config.ts'
import type { Logger } from '../platform/logger.ts'
import { createMetrics, type Metrics, noMetrics } from '../platform/metrics.ts'
import { openTracing } from '../platform/open-tracing.ts'
import { patiently } from '../platform/patiently.ts'
import { noTracing, type Tracing } from '../platform/tracing.ts'
import { type Database, openDatabase } from '../storage/client.ts'
import { attachOrStart } from '../storage/embedded/attach-or-start.ts'
import { isRetryable } from '../storage/retryable.ts'
import { version } from './version.ts'

/** Where Postgres is: a configured server, or the embedded one, which belongs to the process that started it. */
export type DatabaseServer = { url: string; embedded: boolean; owned: boolean; stop: () => Promise<void> }

export const findDatabaseServer = async (config: Config, log: Logger): Promise<DatabaseServer> => {
  if (config.databaseUrl !== undefined)
    return { url: config.databaseUrl, embedded: false, owned: false, stop: async () => {} }
  const server = await attachOrStart(config.home, { log })
  return { ...server, embedded: true }
}

/** Brings the schema of the product, and that of the queues where they are in Postgres, up to date. */
export const migrateAll = async (url: string, config: Config): Promise<string[]> => {
  // Loaded when it is needed: the schema engine is large, and most processes never migrate.
  const { migrate } = await import('../storage/migrate.ts')
  const { applied } = await migrate(url)
  if (config.redisUrl === undefined) await migrateQueueSchema(url)
  return applied
}

/** What both the API and the workers stand on. */
export type Resources = {
  config: Config
  log: Logger
  db: Database
  queues: QueueConnection
  producer: Producer
  tracing: Tracing
  metrics: Metrics
  close: () => Promise<void>
}

/** What a server takes to restart: a process that starts meanwhile waits for it rather than end. */
const restartMs = 20_000

export const openResources = async (
  config: Config,
  log: Logger,
  options: {
    databaseUrl: string
    workers: number
    /** Under which this process is observed; absent: it is not. */
    role?: 'api' | 'worker'
  },
): Promise<Resources> => {
  const { role } = options
  const tracing =
    role === undefined ? noTracing : await openTracing({ on: config.observing.tracing, role, version, log })
  const metrics = role !== undefined && config.observing.metrics ? createMetrics() : noMetrics
  const db = openDatabase({ url: options.databaseUrl, ...config.database })
  const open = (): Promise<QueueConnection> =>
    openQueueConnection({
      databaseUrl: options.databaseUrl,
      redisUrl: config.redisUrl,
      workers: options.workers,
      logger: log,
    })
  const queues = await (role === undefined ? open() : patiently(open, { passing: isRetryable, forMs: restartMs }))
  const producer = createProducer({ connection: queues, logger: log })
  metrics.watch('db_pool_available', db.available)
  return {
    config,
    log,
    db,
    queues,
    producer,
    tracing,
    metrics,
    close: async () => {
      await producer.close()
      await queues.close()
      await db.close()
      await tracing.close()
    },
  }
}
