import type { QueueName } from '../../queues/catalog.ts'
import { createLogger } from '../platform/logger.ts'
import type { Metrics } from '../platform/metrics.ts'
import { createShutdown } from '../platform/shutdown.ts'
import { configOrExit } from './config-or-exit.ts'
import type { Environment } from './environment.ts'
import { findDatabaseServer, migrateAll, openResources } from './resources.ts'
import { serveMetrics } from './serve-metrics.ts'
import { serveWorker } from './serve-worker.ts'

/** Longer than the grace of a worker plus its hand-back. */
const deadlineMs = 25_000

/** A worker process from its settings on; resolves when it takes steps, with its figures. It ends by signal, and when its database is gone for good. */
export const runWorker = async (env: Environment, queues: readonly QueueName[]): Promise<{ metrics: Metrics }> => {
  const config = configOrExit(env)
  const log = createLogger(config.log, 'worker')
  const shutdown = createShutdown({ log, deadlineMs })
  const server = await findDatabaseServer(config, log)
  shutdown.register('database', server.stop)
  if (server.owned) await migrateAll(server.url, config)
  const resources = await openResources(config, log, {
    databaseUrl: server.url,
    workers: queues.length,
    role: 'worker',
  })
  shutdown.register('resources', resources.close)
  const { metrics } = resources
  if (config.observing.metricsPort !== undefined) {
    const listening = await serveMetrics(metrics, { host: config.http.host, port: config.observing.metricsPort })
    shutdown.register('metrics', listening.close)
  }
  const running = await serveWorker(resources, queues, () => void shutdown.shutDown('the database is gone', 1))
  shutdown.register('worker', running.stop)
  process.stdout.write(`${JSON.stringify({ ready: true, queues })}\n`)
  return { metrics }
}
