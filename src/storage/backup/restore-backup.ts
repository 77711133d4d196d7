import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { AppError } from '../../domain/errors.ts'
import { copyHashed, recordDigest } from './copy-hash.ts'
import type { BackupSummary, BackupTable } from './format.ts'
import { readBackup } from './read-backup.ts'
import { copyIn, copyOut, countRows, listBackupTables, quoted, readAll } from './tables.ts'

/** Refuses a database that has rows of anybody: what is restored is never mixed with what is there. */
export const mustBeEmpty = async (client: pg.Client): Promise<void> => {
  await client.query(readAll)
  const tables = await listBackupTables(client)
  const counted = await countRows(
    client,
    tables.map(({ table }) => table),
  )
  const there = Object.entries(counted).filter(([, rows]) => rows > 0)
  if (there.length === 0) return
  throw new AppError(
    'conflict',
    `The database is not empty: ${there.map(([table, rows]) => `${table} ${rows}`).join(', ')}. Restore into a new one ` +
      '(another THROUGHLINE_HOME, or an empty database in DATABASE_URL) and switch over to it. Nothing was written.',
  )
}

/**
 * Fills an empty database of the same schema in one transaction, compares what can be read from it with the sums of the
 * backup, and only then commits. `within` is done in the same transaction, last.
 */
export const restoreBackup = async <T>(
  client: pg.Client,
  file: string,
  within: (summary: BackupSummary) => Promise<T>,
): Promise<{ summary: BackupSummary; result: T }> => {
  await client.query(`${readAll}; BEGIN`)
  const forced = await lockTables(client)
  await mustBeEmpty(client)
  const tables = await listBackupTables(client)
  const known = new Map(tables.map((table) => [table.table, table]))
  const filled = new Map<string, number>()
  const onTable = async (table: BackupTable, rows: AsyncIterable<Buffer>): Promise<void> => {
    const here = known.get(table.table)?.columns ?? []
    if (here.join() !== table.columns.join() || filled.has(table.table)) throw otherSchema(table.table)
    const copy = client.query(from(copyIn(table)))
    await pipeline(Readable.from(rows, { objectMode: false }), copy)
    filled.set(table.table, copy.rowCount)
  }
  const summary = await readBackup(file, { onTable })
  for (const table of tables) {
    if (!filled.has(table.table)) throw otherSchema(table.table)
    const { rows, sha256 } = await copyHashed(client, copyOut(table))
    const { trailer } = summary
    if (sha256 !== trailer.tables[table.table] || rows !== trailer.rows[table.table]) throw notAlike(table.table)
  }
  if ((await recordDigest(client)) !== summary.trailer.record) throw notAlike('the record')
  const result = await within(summary)
  for (const table of forced) await client.query(`ALTER TABLE public.${quoted(table)} FORCE ROW LEVEL SECURITY`)
  await client.query('COMMIT')
  // Postgres plans by what it knows of the tables.
  await client.query('ANALYZE')
  return { summary, result }
}

/**
 * Nobody else sees or writes a row until it is over. COPY cannot fill tables under row-level security, so their owner is
 * let past it within this transaction. Answers which tables it was forced on.
 */
const lockTables = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ name: string; forced: boolean }>(
    `SELECT relname AS name, relforcerowsecurity AS forced FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> '_prisma_migrations' ORDER BY 1`,
  )
  await client.query(`LOCK TABLE ${rows.map(({ name }) => `public.${quoted(name)}`).join(', ')}`)
  const forced = rows.filter((row) => row.forced).map(({ name }) => name)
  for (const name of forced) await client.query(`ALTER TABLE public.${quoted(name)} NO FORCE ROW LEVEL SECURITY`)
  return forced
}

const otherSchema = (table: string): AppError =>
  new AppError(
    'conflict',
    `The table ${table} of the backup and of the database are not alike: the database was brought to another version before. ` +
      'Restore into a new one. Nothing was written.',
  )

const notAlike = (what: string): AppError =>
  new AppError(
    'internal',
    `What the database gives back of ${what} is not what is in the backup. Nothing was written; please report this.`,
  )
