import { z } from 'zod'

/** The format that is written, and the only one that is read. */
export const formatNumber = 1

/**
 * A backup is gzip of lines: this mark with a header, then of each table a line that names it, its rows as Postgres
 * copies them as text, and a line with the mark of their end; last a line with the sums of all that.
 */
export const headerMark = 'THROUGHLINE-BACKUP '
export const tableMark = 'TABLE '
export const trailerMark = 'SUMS '
/** Of the rows of a table; no row can look like it, since a backslash in a row is doubled. */
export const rowsEnd = '\\.\n'

const rowsByTable = z.record(z.string(), z.number().int().min(0))

export const headerSchema = z.object({
  format: z.number().int(),
  /** Of the program that wrote it, and of the Postgres that it read. */
  version: z.string(),
  postgres: z.string(),
  /** Moment of the snapshot. */
  createdAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
  rows: rowsByTable,
})
export type BackupHeader = z.infer<typeof headerSchema>

export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) })
export type BackupTable = z.infer<typeof tableSchema>

export const trailerSchema = z.object({
  rows: rowsByTable,
  /** SHA-256 of the rows of each table, in the order of its key. */
  tables: z.record(z.string(), z.string()),
  /** What the record says, without ids and clocks. */
  record: z.string(),
  /** SHA-256 of everything before this line. */
  whole: z.string(),
})
export type BackupTrailer = z.infer<typeof trailerSchema>

/** What a backup says of itself. */
export type BackupSummary = { header: BackupHeader; trailer: BackupTrailer }
