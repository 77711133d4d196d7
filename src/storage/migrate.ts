import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { AppError } from '../domain/errors.ts'
import { applyScripts } from './apply-scripts.ts'
import { type Migration, readMigrations } from './migration-files.ts'

export type MigrationResult = { applied: string[] }

// The second is the way from the compiled files.
const prismaFolder =
  ['../../prisma', '../../../prisma']
    .map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
    .find((folder) => existsSync(path.join(folder, 'migrations'))) ?? 'prisma'
/** Any number that nobody else locks; one database, one migrating process. */
const lockKey = 7_305_418_221
const lockWithinMs = 120_000

/** Those of this program, in their order. */
export const knownMigrations = (): Promise<Migration[]> => readMigrations(path.join(prismaFolder, 'migrations'))

type Recorded = { name: string; checksum: string; finished: boolean }

/**
 * Brings a database to the schema of this program. Safe to run again and from several processes at once. A script runs
 * as one transaction, so one that was cut off left nothing behind and is simply tried again. `through`: no further than
 * that migration.
 */
export const migrate = async (url: string, options: { through?: string } = {}): Promise<MigrationResult> => {
  const all = await knownMigrations()
  const migrations = all.slice(0, all.findIndex(({ name }) => name === options.through) + 1 || undefined)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A connection lost while waiting shows up in the query that waits.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(`SET lock_timeout = ${lockWithinMs}`)
    await client.query('SELECT pg_advisory_lock($1)', [lockKey])
    const recorded = await readRecorded(client)
    refuseOtherHistory(migrations, recorded)
    const finished = new Set(recorded.filter((row) => row.finished).map((row) => row.name))
    if (migrations.every((migration) => finished.has(migration.name))) return { applied: [] }
    return await applyScripts({
      url,
      schema: await readFile(path.join(prismaFolder, 'schema.prisma'), 'utf8'),
      migrationsFolder: path.join(prismaFolder, 'migrations'),
      migrations,
      failed: recorded.filter((row) => !row.finished).map((row) => row.name),
    })
  } catch (error) {
    throw asMigrationError(error)
  } finally {
    // Closing the session gives the lock back.
    await client.end().catch(() => {})
  }
}

const readRecorded = async (client: pg.Client): Promise<Recorded[]> => {
  const table = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS exists`,
  )
  if (table.rows[0]?.exists !== true) return []
  const { rows } = await client.query<Recorded>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  return rows
}

const refuseOtherHistory = (migrations: readonly Migration[], recorded: readonly Recorded[]): void => {
  for (const row of recorded) {
    const migration = migrations.find((candidate) => candidate.name === row.name)
    if (migration === undefined || !row.finished || migration.checksum === row.checksum) continue
    throw new AppError(
      'storage_unavailable',
      `The database was made with another text of migration ${row.name} (before the first release the schema changes in place). ` +
        'Use a new database, or remove the folder of the embedded one (THROUGHLINE_HOME).',
      { retryable: false },
    )
  }
}

const asMigrationError = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  const { code, message, hint } = error as { code?: string; message?: string; hint?: string }
  const busy = code === '55P03'
  const text = busy
    ? `Another process has been migrating this database for ${lockWithinMs / 1000} s: see pg_stat_activity, then try again.`
    : `The database could not be migrated: ${[message, hint].filter(Boolean).join(' ')}`
  return new AppError('storage_unavailable', text, { cause: error, retryable: busy })
}
