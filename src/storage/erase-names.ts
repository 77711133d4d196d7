import { wholeWords } from '../domain/erase/person-words.ts'
import type { Tx } from './tx.ts'

/** Names that nothing gives any more. */
const dead = `n.tenant_id = $1::uuid AND NOT n.live AND n.key <> ''
  AND NOT EXISTS (SELECT FROM name_source s WHERE s.tenant_id = n.tenant_id AND s.name_id = n.id)`

/** A regular expression that finds such names as whole words, whatever their case; null when there are none. */
export const deadTerms = async (tx: Tx, tenantId: string): Promise<string | null> => {
  const rows = await tx.$queryRawUnsafe<{ word: string }[]>(
    `SELECT DISTINCT word FROM name n CROSS JOIN LATERAL (VALUES (n.surface), (n.key)) AS said (word)
     WHERE ${dead} AND word <> '' ORDER BY word`,
    tenantId,
  )
  return rows.length === 0 ? null : wholeWords(rows.map(({ word }) => word))
}

/** Their ids stay, so that readers who hold them learn that they are gone; what they were goes. */
export const eraseDeadNames = async (tx: Tx, tenantId: string): Promise<number> => {
  await tx.$executeRawUnsafe(
    `UPDATE entity e SET name = '' FROM name n WHERE ${dead} AND e.tenant_id = n.tenant_id AND NOT e.live
       AND (e.id = n.id OR lower(e.name) IN (lower(n.surface), lower(n.key)))`,
    tenantId,
  )
  return tx.$executeRawUnsafe(`UPDATE name n SET key = '', surface = '', contest = NULL WHERE ${dead}`, tenantId)
}
