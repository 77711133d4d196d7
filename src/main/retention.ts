import { Command } from 'commander'
import type { Config } from '../platform/config.ts'
import { createLogger } from '../platform/logger.ts'
import { createApplyRetention } from '../usecases/retention/apply-retention.ts'
import { createTenantWork } from '../usecases/tenant-work.ts'
import { configOrExit } from './config-or-exit.ts'
import type { Environment } from './environment.ts'
import { printLine } from './on-database.ts'
import { findDatabaseServer, openResources, type Resources } from './resources.ts'

const hourMs = 3_600_000

const wire = ({ db }: Pick<Resources, 'db'>) =>
  createApplyRetention({ database: db, work: createTenantWork(db, { repeat: true, waitMs: 0 }) })

/** Once an hour, as long as the process lives; a pass that fails is done again at the next. */
export const keepRetention = ({ config, db, log }: Resources): { stop: () => Promise<void> } => {
  const apply = wire({ db })
  const stopping = new AbortController()
  let current: Promise<unknown> = Promise.resolve()
  const pass = async (): Promise<void> => {
    try {
      for (const report of await apply(config.retention, { dryRun: false, signal: stopping.signal }))
        log.info(report, 'removed what was kept long enough')
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ err: error }, 'retention failed; it will be tried again')
    }
  }
  const timer = setInterval(() => {
    current = current.then(pass)
  }, hourMs)
  return {
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await current
    },
  }
}

/** What the hourly pass does, at once, or what it would do. */
export const retentionCommand = (env: Environment): Command =>
  new Command('retention')
    .description('remove what is older than the RETENTION_* settings keep it; on its own machine, without a key')
    .option('--dry-run', 'only count it')
    .action(async ({ dryRun = false }: { dryRun?: boolean }) => {
      const config: Config = configOrExit(env)
      const log = createLogger(config.log, 'retention')
      const server = await findDatabaseServer(config, log)
      const resources = await openResources(config, log, { databaseUrl: server.url, workers: 0 })
      try {
        for (const report of await wire(resources)(config.retention, { dryRun })) printLine({ ...report, dryRun })
      } finally {
        await resources.close()
        await server.stop()
      }
    })
