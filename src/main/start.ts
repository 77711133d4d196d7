import { mkdirSync } from 'node:fs'
import { scopes } from '../domain/access/scopes.ts'
import type { Config } from '../platform/config.ts'
import { loadConfig } from '../platform/config.ts'
import { createLogger, type Logger } from '../platform/logger.ts'
import type { Usecases } from '../usecases/create-usecases.ts'
import { defaultTenantId } from '../usecases/setup/ensure-tenant.ts'
import { bootstrap } from './bootstrap.ts'
import { superviseWorkers } from './children.ts'
import { readClientKey, writeClientFile } from './client-file.ts'
import type { Environment } from './environment.ts'
import { findDatabaseServer, migrateAll, openResources } from './resources.ts'
import { type ApiServer, serveApi } from './serve-api.ts'
import { wireUsecases } from './wire-usecases.ts'

export type Stack = {
  url: string
  key: string
  greeting: string
  databaseUrl: string
  workerPids: () => number[]
  stop: () => Promise<void>
}

export type StackOptions = { config: Config; env: Environment; log: Logger }

const workerGraceMs = 15_000

/**
 * The whole product on one machine: the API in this process, workers as children that are restarted when they die, and,
 * with no DATABASE_URL, a database that belongs to this process and outlives the others.
 */
export const startStack = async ({ config, env, log }: StackOptions): Promise<Stack> => {
  const closers: (() => Promise<void> | void)[] = []
  const stop = async (): Promise<void> => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
  }
  try {
    mkdirSync(config.home, { recursive: true })
    const server = await findDatabaseServer(config, log)
    closers.push(server.stop)
    await migrateAll(server.url, config)
    const resources = await openResources(config, log, { databaseUrl: server.url, workers: 0, role: 'api' })
    closers.push(resources.close)
    const usecases = wireUsecases(resources)
    const key = await developmentKey(usecases, config.home)
    const workers = superviseWorkers({ env: { ...env, DATABASE_URL: server.url }, count: config.worker.processes, log })
    closers.push(() => workers.stop(workerGraceMs))
    const api = await serveApi(resources, usecases, workers.metrics)
    closers.push(api.close)
    writeClientFile(config.home, { url: api.url, key })
    return {
      url: api.url,
      key,
      greeting: greeting(api, key, server.embedded),
      databaseUrl: server.url,
      workerPids: workers.pids,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A stack in a folder of its own with the given settings, for the demo, benchmarks and tests. */
export const startLocalStack = (options: {
  home: string
  workers: number
  port?: number
  settings?: Record<string, string>
}): Promise<Stack> => {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LOG_LEVEL: 'warn',
    ...options.settings,
    THROUGHLINE_HOME: options.home,
    PORT: String(options.port ?? 0),
    WORKERS: String(options.workers),
  }
  const config = loadConfig(env)
  return startStack({ config, env, log: createLogger(config.log, 'throughline') })
}

/** The key of the first start, found again in the client file; a new one when that file is gone or its key revoked. */
const developmentKey = async (usecases: Usecases, home: string): Promise<string> => {
  const { key } = await bootstrap(usecases)
  if (key !== null) return key
  const known = readClientKey(home)
  if (known !== undefined && (await usecases.authenticate(known)) !== null) return known
  const all = [...scopes]
  const created = await usecases.createKey({
    tenantId: defaultTenantId,
    name: 'development',
    scopes: all,
    mayGrant: all,
  })
  return created.key
}

const greeting = ({ url, adminUrl }: ApiServer, key: string, embedded: boolean): string =>
  [
    `Throughline is ready at ${url}`,
    `  API documentation  ${url}/docs`,
    `  queues             ${adminUrl}/admin/queues  (any user, the key as password)`,
    `  key                ${key}`,
    ...(embedded ? ['  database           embedded, kept in the home folder'] : []),
    '',
    'Try:  npx throughline submit notes.txt   then   npx throughline changes',
    'Ctrl-C stops everything.',
    '',
  ].join('\n')
