import { Command } from 'commander'
import type { Config } from '../platform/config.ts'
import { createLogger } from '../platform/logger.ts'
import { createApplyRetention, type Retained, type RetentionReport } from '../usecases/retention/apply-retention.ts'
import { createTenantWork } from '../usecases/tenant-work.ts'
import { configOrExit } from './config-or-exit.ts'
import type { Environment } from './environment.ts'
import { findDatabaseServer, openResources, type Resources } from './resources.ts'

const hourMs = 3_600_000

const wire = ({ db }: Pick<Resources, 'db'>) =>
  createApplyRetention({ database: db, work: createTenantWork(db, { repeat: true, waitMs: 0 }) })

/** Once an hour, as long as the process lives; a pass that fails is done again at the next. */
export const keepRetention = ({ config, db, log, metrics }: Resources): { stop: () => Promise<void> } => {
  const apply = wire({ db })
  const stopping = new AbortController()
  let current: Promise<unknown> = Promise.resolve()
  const pass = async (): Promise<void> => {
    try {
      const reports = await apply(config.retention, { dryRun: false, signal: stopping.signal })
      for (const report of reports) log.info(report, 'removed what was kept long enough')
      for (const [kind, rows] of Object.entries(sum(reports))) metrics.count('retention_removed_total', { kind }, rows)
      metrics.set('retention_last_success_seconds', {}, Date.now() / 1000)
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

/** By kind, over all tenants. */
const sum = (reports: readonly RetentionReport[]): Partial<Record<Retained, number>> => {
  const total: Partial<Record<Retained, number>> = {}
  for (const { removed } of reports)
    for (const [kind, rows] of Object.entries(removed) as [Retained, number][]) total[kind] = (total[kind] ?? 0) + rows
  return total
}

/** What the hourly pass does, at once, or what it would do. */
export const retentionCommand = (env: Environment): Command =>
  new Command('retention')
    .description('remove what is older than the RETENTION_* settings keep it; on its own machine, without a key')
    .option('--dry-run', 'only count it')
    .action(async ({ dryRun = false }: { dryRun?: boolean }, command: Command) => {
      const config: Config = configOrExit(env)
      const log = createLogger(config.log, 'retention')
      const server = await findDatabaseServer(config, log)
      const resources = await openResources(config, log, { databaseUrl: server.url, workers: 0 })
      try {
        const reports = await wire(resources)(config.retention, { dryRun })
        const lines = command.optsWithGlobals().json
          ? reports.map((report) => JSON.stringify({ ...report, dryRun }))
          : inWords(sum(reports), dryRun)
        process.stdout.write(lines.map((line) => `${line}\n`).join(''))
      } finally {
        await resources.close()
        await server.stop()
      }
    })

const inWords = (total: Partial<Record<Retained, number>>, dryRun: boolean): string[] => {
  const kinds = Object.entries(total)
  if (kinds.length === 0) return ['nothing is past the time that it is kept for']
  return kinds.map(([kind, rows]) => `${kind}: ${rows} ${dryRun ? 'would go' : 'removed'}`)
}
