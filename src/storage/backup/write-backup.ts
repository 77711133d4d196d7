import { createHash } from 'node:crypto'
import type pg from 'pg'
import { AppError } from '../../domain/errors.ts'
import { copyHashed, recordDigest } from './copy-hash.ts'
import {
  type BackupHeader,
  type BackupSummary,
  type BackupTable,
  type BackupTrailer,
  formatNumber,
  headerMark,
  rowsEnd,
  tableMark,
  trailerMark,
} from './format.ts'
import { copyOut, countRows, listBackupTables, mustSeeEverything, readAll } from './tables.ts'

/**
 * Writes all that is kept of all tenants, as it is at one moment: one snapshot, which holds up nobody who writes
 * meanwhile. `write` resolves when there is room for more.
 */
export const writeBackup = async (
  client: pg.Client,
  version: string,
  write: (bytes: Buffer) => Promise<void>,
): Promise<BackupSummary> => {
  await client.query(readAll)
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await mustBeOurs(client)
  await mustSeeEverything(client)
  const whole = createHash('sha256')
  const put = (bytes: Buffer): Promise<void> => {
    whole.update(bytes)
    return write(bytes)
  }
  const tables = await listBackupTables(client)
  const header = await readHeader(client, version, tables)
  await put(line(headerMark, header))
  const trailer: BackupTrailer = { rows: {}, tables: {}, record: '', whole: '' }
  for (const table of tables) {
    await put(line(tableMark, { table: table.table, columns: table.columns } satisfies BackupTable))
    const { rows, sha256 } = await copyHashed(client, copyOut(table), put)
    await put(Buffer.from(rowsEnd))
    trailer.rows[table.table] = rows
    trailer.tables[table.table] = sha256
  }
  trailer.record = await recordDigest(client)
  await client.query('COMMIT')
  trailer.whole = whole.digest('hex')
  await write(line(trailerMark, trailer))
  return { header, trailer }
}

const mustBeOurs = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AND to_regclass('public.tenant_head') IS NOT NULL AS there`,
  )
  if (rows[0]?.there === true) return
  throw new AppError(
    'not_found',
    'There is no Throughline in this database; THROUGHLINE_HOME or DATABASE_URL say which one is meant.',
  )
}

const line = (mark: string, value: object): Buffer => Buffer.from(`${mark}${JSON.stringify(value)}\n`)

const readHeader = async (
  client: pg.Client,
  version: string,
  tables: readonly { table: string }[],
): Promise<BackupHeader> => {
  const moment = await client.query<{ at: Date; postgres: string }>(
    `SELECT now() AS at, current_setting('server_version') AS postgres`,
  )
  const migrations = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM public._prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return {
    ...{ format: formatNumber, version, postgres: moment.rows[0]?.postgres ?? '' },
    createdAt: (moment.rows[0]?.at ?? new Date()).toISOString(),
    migrations: migrations.rows,
    rows: await countRows(
      client,
      tables.map(({ table }) => table),
    ),
  }
}
