import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { sha256 } from '../../domain/ids.ts'
import { mustSeeEverything, readAll } from './tables.ts'

const receiptSchema = z.looseObject({
  id: z.uuid(),
  tenant_id: z.uuid(),
  subject: z.enum(['meeting', 'person', 'tenant']),
  subject_id: z.uuid().nullable(),
  created_at: z.string(),
})
/** Receipt of an erasure, by the names of its columns. */
export type Receipt = z.infer<typeof receiptSchema>

const lineSchema = z.union([
  z.object({ erasure: receiptSchema }),
  z.object({ tombstone: z.looseObject({ tenant_id: z.uuid(), hash: z.string(), erasure_id: z.uuid() }) }),
])
const endSchema = z.object({ end: z.object({ at: z.string(), sha256: z.string() }) })

/** Receipts and hashes of all erasures as JSON, one to a line, with a sum at the end. They hold nothing of what was erased. */
export const exportReceipts = async (client: pg.Client): Promise<{ text: string; erasures: number }> => {
  await client.query(readAll)
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await mustSeeEverything(client)
  const erasures = await client.query<{ line: string }>(
    `SELECT jsonb_build_object('erasure', to_jsonb(e))::text AS line FROM erasure e ORDER BY e.id`,
  )
  const tombstones = await client.query<{ line: string }>(
    `SELECT jsonb_build_object('tombstone', to_jsonb(t))::text AS line FROM tombstone t ORDER BY t.tenant_id, t.hash COLLATE "C"`,
  )
  const moment = await client.query<{ at: Date }>('SELECT now() AS at')
  await client.query('COMMIT')
  const lines = [...erasures.rows, ...tombstones.rows].map(({ line }) => `${line}\n`).join('')
  const end = { end: { at: moment.rows[0]?.at.toISOString(), sha256: sha256(lines) } }
  return { text: `${lines}${JSON.stringify(end)}\n`, erasures: erasures.rows.length }
}

export type Receipts = { erasures: Receipt[]; tombstones: object[]; at: string }

/** Reads what `exportReceipts` wrote, and rejects a file that is cut off or was changed: it would forget erasures. */
export const readReceipts = async (file: string): Promise<Receipts> => {
  const text = await readFile(file, 'utf8')
  const lines = text.split('\n').slice(0, -1)
  const last = lines.pop()
  const refusal = new AppError('invalid_request', `${file} is not a whole list of erasures. Nothing was written.`)
  try {
    const { end } = endSchema.parse(JSON.parse(last ?? ''))
    if (sha256(lines.map((line) => `${line}\n`).join('')) !== end.sha256) throw refusal
    const parsed = lines.map((line) => lineSchema.parse(JSON.parse(line)))
    return {
      erasures: parsed.flatMap((one) => ('erasure' in one ? [one.erasure] : [])),
      tombstones: parsed.flatMap((one) => ('tombstone' in one ? [one.tombstone] : [])),
      at: end.at,
    }
  } catch {
    throw refusal
  }
}

/** Adds what a restored database does not know yet; answers the erasures that have to be done once more. */
export const importReceipts = async (client: pg.Client, { erasures, tombstones }: Receipts): Promise<Receipt[]> => {
  await client.query(
    `INSERT INTO tombstone SELECT * FROM jsonb_populate_recordset(NULL::tombstone, $1::jsonb) ON CONFLICT DO NOTHING`,
    [JSON.stringify(tombstones)],
  )
  const { rows } = await client.query<{ id: string }>(
    `WITH fresh AS (
       INSERT INTO erasure SELECT * FROM jsonb_populate_recordset(NULL::erasure, $1::jsonb)
       ON CONFLICT DO NOTHING RETURNING id
     ) SELECT id FROM fresh UNION SELECT id FROM erasure WHERE status = 'running'`,
    [JSON.stringify(erasures)],
  )
  const open = new Set(rows.map(({ id }) => id))
  return erasures.filter(({ id }) => open.has(id))
}
