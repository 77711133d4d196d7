import { userInfo } from 'node:os'
import { safeJson } from '../cli/render/safe.ts'
import { newId } from '../platform/ids.ts'
import { createLogger } from '../platform/logger.ts'
import { whileActing } from '../usecases/access/acting.ts'
import type { Usecases } from '../usecases/create-usecases.ts'
import { configOrExit } from './config-or-exit.ts'
import type { Environment } from './environment.ts'
import { findDatabaseServer, migrateAll, openResources } from './resources.ts'
import { wireUsecases } from './wire-usecases.ts'

/** How the audit log names who runs a command on the machine of the database. */
export const operator = (): string => `operator:${userInfo().username}`

/** Opens the database of the installation for one command, and writes what it changes into the tenant's audit log. */
export const onDatabase = async (
  env: Environment,
  action: string,
  work: (usecases: Usecases) => Promise<void>,
): Promise<void> => {
  const config = configOrExit(env)
  const log = createLogger(config.log, 'operator')
  const server = await findDatabaseServer(config, log)
  if (server.owned) await migrateAll(server.url, config)
  const resources = await openResources(config, log, { databaseUrl: server.url, workers: 0 })
  const acting = { action, actor: operator(), keyId: null, userId: null, target: null }
  try {
    await whileActing({ ...acting, requestId: newId(), traceId: '' }, () => work(wireUsecases(resources)))
  } finally {
    await resources.close()
    await server.stop()
  }
}

/** One JSON line on stdout. Characters that could steer a terminal stand as escapes. */
export const printLine = (line: Record<string, unknown>): void => void process.stdout.write(`${safeJson(line)}\n`)
