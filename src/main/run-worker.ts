import type { QueueName } from '../../queues/catalog.ts'
import { createLogger } from '../platform/logger.ts'
import { createShutdown } from '../platform/shutdown.ts'
import { configOrExit, type Environment } from './environment.ts'
import { findDatabaseServer, migrateAll, openResources } from './resources.ts'
import { serveWorker } from './serve-worker.ts'

/** Longer than the grace of a worker plus its hand-back. */
const deadlineMs = 25_000

/** A worker process from its settings on; resolves when it takes steps. It ends by signal. */
export const runWorker = async (env: Environment, queues: readonly QueueName[]): Promise<void> => {
  const config = configOrExit(env)
  const log = createLogger(config.log, 'worker')
  const shutdown = createShutdown({ log, deadlineMs })
  const server = await findDatabaseServer(config, log)
  shutdown.register('database', server.stop)
  if (server.owned) await migrateAll(server.url, config)
  const resources = await openResources(config, log, { databaseUrl: server.url, workers: queues.length })
  shutdown.register('resources', resources.close)
  const running = await serveWorker(resources, queues)
  shutdown.register('worker', running.stop)
  process.stdout.write(`${JSON.stringify({ ready: true, queues })}\n`)
}
