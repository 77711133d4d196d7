import type { Config } from '../platform/config.ts'
import { newId } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import { createSecretBox } from '../platform/secret-box.ts'
import { fitMigrations } from '../storage/backup/fit-migrations.ts'
import type { BackupSummary } from '../storage/backup/format.ts'
import { readBackup } from '../storage/backup/read-backup.ts'
import { importReceipts, type Receipt, type Receipts, readReceipts } from '../storage/backup/receipts.ts'
import { mustBeEmpty, restoreBackup } from '../storage/backup/restore-backup.ts'
import { type KeptSecret, readKeptSecrets } from '../storage/backup/secrets.ts'
import { withSession } from '../storage/backup/session.ts'
import { whileActing } from '../usecases/access/acting.ts'
import { createRepeatErasures, type RepeatedErasures } from '../usecases/erase/repeat-erasures.ts'
import { findDatabaseServer, migrateAll, openResources } from './resources.ts'
import { wireUsecases } from './wire-usecases.ts'

export type RestoreOptions = {
  file: string
  /** Receipts of erasures from after the backup. */
  erasures?: string
  /** Only read the file. */
  check?: boolean
  config: Config
  log: Logger
  actor: string
}

export type Restored = {
  summary: Record<string, unknown>
  /** What whoever restored has to know or do. */
  warnings: string[]
  /** Some of the erasures could not be repeated. */
  incomplete: boolean
}

/** Reads the backup to its end, then fills an empty database with it, then erases what was erased since. */
export const restore = async (options: RestoreOptions): Promise<Restored> => {
  const { file, config, log } = options
  const { knownMigrations, migrate } = await import('../storage/migrate.ts')
  const known = await knownMigrations()
  const summary = await readBackup(file, { onHeader: (header) => void fitMigrations(header, known) })
  const receipts = options.erasures === undefined ? undefined : await readReceipts(options.erasures)
  if (options.check) return { summary: describe(file, summary), warnings: [], incomplete: false }
  const server = await findDatabaseServer(config, log)
  try {
    await withSession(server.url, mustBeEmpty)
    await migrate(server.url, fitMigrations(summary.header, known))
    const { open, secrets } = await withSession(server.url, (client) => fill(client, file, receipts))
    await migrateAll(server.url, config)
    const erased = await repeat(options, server.url, open)
    return {
      summary: { ...describe(file, summary), restored: true, ...(receipts && { erasures: erased }) },
      warnings: [...erasureWarnings(summary, receipts, erased), ...secretWarnings(config, secrets)],
      incomplete: erased.unnamed.length > 0,
    }
  } finally {
    await server.stop()
  }
}

const describe = (file: string, { header, trailer }: BackupSummary): Record<string, unknown> => ({
  ...{ file, createdAt: header.createdAt, version: header.version, rows: trailer.rows },
  ...{ record: trailer.record, sha256: trailer.whole },
})

const fill = async (
  client: Parameters<typeof restoreBackup>[0],
  file: string,
  receipts: Receipts | undefined,
): Promise<{ open: Receipt[]; secrets: KeptSecret[] }> => {
  const { result } = await restoreBackup(client, file, async () => ({
    open: receipts === undefined ? [] : await importReceipts(client, receipts),
    secrets: await readKeptSecrets(client),
  }))
  return result
}

const repeat = async (
  { config, log, actor }: RestoreOptions,
  databaseUrl: string,
  receipts: readonly Receipt[],
): Promise<RepeatedErasures> => {
  if (receipts.length === 0) return { repeated: 0, absent: 0, unnamed: [] }
  const resources = await openResources(config, log, { databaseUrl, workers: 0 })
  try {
    const again = createRepeatErasures(wireUsecases(resources))
    const acting = { action: 'repeatErasure', actor, keyId: null, userId: null, target: null }
    const told = receipts.map(({ id, tenant_id, subject, subject_id }) => ({
      ...{ id, tenantId: tenant_id, subject, subjectId: subject_id },
    }))
    const trace = newId().replaceAll('-', '')
    return await whileActing({ ...acting, requestId: newId(), traceId: trace }, () =>
      again(told, actor, `00-${trace}-${trace.slice(16)}-00`),
    )
  } finally {
    await resources.close()
  }
}

const erasureWarnings = (
  { header }: BackupSummary,
  receipts: Receipts | undefined,
  { unnamed }: RepeatedErasures,
): string[] => {
  const since = `Whatever was erased after ${receipts?.at ?? header.createdAt} is here again.`
  const way = 'Erase it once more, or restore with --erasures and a newer list (`throughline backup --erasures FILE`).'
  const again = `Receipts of persons by name or address name nobody; ask for these again: ${unnamed.join(', ')}.`
  return [`ERASURES: ${since} ${way}`, ...(unnamed.length > 0 ? [`ERASURES: ${again}`] : [])]
}

const secretWarnings = (config: Config, secrets: readonly KeptSecret[]): string[] => {
  const box = createSecretBox(config.secretKeys())
  const shut = secrets.filter(({ place, kept }) => {
    try {
      box.open(kept, place)
      return false
    } catch {
      return true
    }
  })
  if (shut.length === 0) return []
  return [
    `SECRETS: ${shut.length} secrets of webhooks are sealed with a key that SECRETS_KEY lacks. Set the key of the system ` +
      'that was backed up before starting, or make new secrets with `throughline webhooks rotate`.',
  ]
}
