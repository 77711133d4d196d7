import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import {
  type BackupHeader,
  type BackupSummary,
  type BackupTable,
  formatNumber,
  headerMark,
  headerSchema,
  rowsEnd,
  tableMark,
  tableSchema,
  trailerMark,
  trailerSchema,
} from './format.ts'
import { Lines } from './lines.ts'

export type BackupReader = {
  /** Refuses a backup that is not for this program, before anything of it is used. */
  onHeader?: (header: BackupHeader) => Promise<void> | void
  /** Must read the rows to their end. */
  onTable?: (table: BackupTable, rows: AsyncIterable<Buffer>) => Promise<void>
}

/**
 * Reads a backup from its first byte to its last and compares every sum. Rejects, saying why, a file that is cut off,
 * was changed or is none; without handlers that is all it does.
 */
export const readBackup = async (file: string, { onHeader, onTable }: BackupReader = {}): Promise<BackupSummary> => {
  const source = createReadStream(file)
  const bytes = source.pipe(createGunzip({ chunkSize: 262_144 }))
  source.on('error', (error) => bytes.destroy(error))
  const whole = createHash('sha256')
  const lines = new Lines(bytes, {
    onUsed: (used) => void whole.update(used),
    damaged: (how) => damaged(file, how),
  })
  try {
    const header = await readHeader(file, lines)
    await onHeader?.(header)
    const sums: Record<string, string> = {}
    for (;;) {
      const before = whole.copy().digest('hex')
      const line = await lines.next()
      if (line.startsWith(trailerMark)) {
        const trailer = parse(file, trailerSchema, line.slice(trailerMark.length))
        if (!(await lines.atEnd())) throw damaged(file, 'something follows its end')
        if (trailer.whole !== before) throw damaged(file, 'its sum is another one')
        for (const table of new Set([...Object.keys(trailer.tables), ...Object.keys(sums)]))
          if (trailer.tables[table] !== sums[table]) throw damaged(file, `the rows of ${table} have another sum`)
        for (const [table, rows] of Object.entries(header.rows))
          if (trailer.rows[table] !== rows) throw damaged(file, `${table} has another number of rows`)
        return { header, trailer }
      }
      if (!line.startsWith(tableMark)) throw damaged(file, 'a line is neither a table nor the end')
      const table = parse(file, tableSchema, line.slice(tableMark.length))
      const hash = createHash('sha256')
      await (onTable ?? skip)(table, hashed(lines.until(rowsEnd), hash))
      sums[table.table] = hash.digest('hex')
    }
  } catch (error) {
    throw asRefusal(file, error)
  } finally {
    source.destroy()
    bytes.destroy()
  }
}

const skip = async (_: BackupTable, rows: AsyncIterable<Buffer>): Promise<void> => {
  for await (const _bytes of rows);
}

async function* hashed(rows: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const bytes of rows) {
    hash.update(bytes)
    yield bytes
  }
}

const readHeader = async (file: string, lines: Lines): Promise<BackupHeader> => {
  const line = await lines.next()
  if (!line.startsWith(headerMark)) throw notOurs(file)
  const text = line.slice(headerMark.length)
  const told = JSON.parse(text) as { format?: unknown; version?: unknown }
  if (told.format !== formatNumber)
    throw new AppError(
      'conflict',
      `${file} was written by Throughline ${told.version} in format ${told.format}; this version reads ${formatNumber}.`,
    )
  return parse(file, headerSchema, text)
}

const parse = <T>(file: string, schema: z.ZodType<T>, text: string): T => {
  const parsed = schema.safeParse(JSON.parse(text))
  if (!parsed.success) throw damaged(file, 'a line of it is not as it was written')
  return parsed.data
}

const notOurs = (file: string): AppError =>
  new AppError('invalid_request', `${file} is not a backup made by \`throughline backup\`. Nothing was written.`)

const damaged = (file: string, how: string): AppError =>
  new AppError('conflict', `${file} is damaged: ${how}. Nothing of it was restored; use another backup.`)

/** zlib says in its own words that a file is cut off, changed, or not compressed at all. */
const asRefusal = (file: string, error: unknown): unknown => {
  if (error instanceof SyntaxError) return damaged(file, 'a line of it is not as it was written')
  const code = (error as { code?: unknown }).code
  if (code === 'Z_DATA_ERROR' && /incorrect header check|unknown compression/.test(String(error))) return notOurs(file)
  if (code === 'Z_BUF_ERROR') return damaged(file, 'it is cut off')
  return typeof code === 'string' && code.startsWith('Z_') ? damaged(file, 'its bytes were changed') : error
}
