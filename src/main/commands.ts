import { Command, InvalidArgumentError } from 'commander'
import { type QueueName, queueNames } from '../../queues/catalog.ts'
import { createLogger } from '../platform/logger.ts'
import { createShutdown } from '../platform/shutdown.ts'
import { backupCommands } from './backup-commands.ts'
import { bootstrap } from './bootstrap.ts'
import { configOrExit } from './config-or-exit.ts'
import type { Environment } from './environment.ts'
import { findDatabaseServer, migrateAll, openResources } from './resources.ts'
import { retentionCommand } from './retention.ts'
import { runWorker } from './run-worker.ts'
import { secretsCommand } from './secrets-command.ts'
import { serveApi } from './serve-api.ts'
import { startStack } from './start.ts'
import { tenantCommands } from './tenant-commands.ts'
import { wireUsecases } from './wire-usecases.ts'

/** Longer than a worker's grace plus its hand-back. */
const deadlineMs = 25_000

/** The commands that run the product itself; the command line adds them to its own. */
export const serverCommands = (env: Environment): Command[] => [
  start(env),
  api(env),
  worker(env),
  migrateCommand(env),
  tenantCommands(env),
  secretsCommand(env),
  retentionCommand(env),
  ...backupCommands(env),
]

const start = (env: Environment): Command =>
  new Command('start')
    .description('API, workers and (with nothing configured) a database of its own, on one port')
    .option('--port <port>', 'port to listen on; 0 picks a free one')
    .option('--workers <n>', 'worker processes')
    .action(async (options: { port?: string; workers?: string }) => {
      const config = configOrExit({ ...env, PORT: options.port ?? env.PORT, WORKERS: options.workers ?? env.WORKERS })
      const log = createLogger(config.log, 'throughline')
      const shutdown = createShutdown({ log, deadlineMs })
      const stack = await startStack({ config, env, log })
      shutdown.register('stack', stack.stop)
      process.stdout.write(stack.greeting)
      await untilStopped(shutdown.signal)
    })

const api = (env: Environment): Command =>
  new Command('api').description('the API alone; workers are separate processes').action(async () => {
    const config = configOrExit(env)
    const log = createLogger(config.log, 'api')
    const shutdown = createShutdown({ log, deadlineMs })
    const server = await findDatabaseServer(config, log)
    shutdown.register('database', server.stop)
    if (server.owned) await migrateAll(server.url, config)
    const resources = await openResources(config, log, { databaseUrl: server.url, workers: 0, role: 'api' })
    shutdown.register('resources', resources.close)
    const listening = await serveApi(resources, wireUsecases(resources))
    shutdown.register('http', listening.close)
    announce({ ready: true, url: listening.url })
    await untilStopped(shutdown.signal)
  })

const worker = (env: Environment): Command =>
  new Command('worker')
    .description('a worker process; start as many as you like')
    .option('--queues <names>', `comma-separated subset of ${queueNames.join(', ')}`, parseQueues, [...queueNames])
    .action(async (options: { queues: QueueName[] }) => {
      await runWorker(env, options.queues)
    })

const migrateCommand = (env: Environment): Command =>
  new Command('migrate')
    .description('brings the database up to date; makes the first tenant and prints its key once')
    .action(async () => {
      const config = configOrExit(env)
      const log = createLogger(config.log, 'migrate')
      const server = await findDatabaseServer(config, log)
      try {
        const applied = await migrateAll(server.url, config)
        const resources = await openResources(config, log, { databaseUrl: server.url, workers: 0 })
        try {
          const { key } = await bootstrap(wireUsecases(resources))
          announce({ applied, ...(key === null ? {} : { key }) })
        } finally {
          await resources.close()
        }
      } finally {
        await server.stop()
      }
    })

/** One JSON line on stdout, for whoever waits for it. */
const announce = (line: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

const parseQueues = (text: string): QueueName[] => {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !(queueNames as readonly string[]).includes(name))
  if (unknown.length > 0) throw new InvalidArgumentError(`there is no queue "${unknown.join('", "')}"`)
  return [...new Set(names)] as QueueName[]
}
