import { wordsRemovedReason } from '../domain/transition/pattern-reason.ts'
import { forgetAnnouncedWords } from './meetings.ts'
import { lockTenantHead } from './tenant-head.ts'
import type { Tx } from './tx.ts'

/** Meetings whose latest words came in so many days ago, and that nobody is reading just now. */
const expired = `t.tenant_id = $1::uuid AND t.created_at < now() - make_interval(days => $2::int)
  AND NOT EXISTS (SELECT FROM transcript later WHERE later.tenant_id = t.tenant_id AND later.meeting_id = t.meeting_id
                     AND later.created_at >= now() - make_interval(days => $2::int))
  AND NOT EXISTS (SELECT FROM run r WHERE r.tenant_id = t.tenant_id AND r.meeting_id = t.meeting_id AND r.finished_at IS NULL)`

/** Rows that are nothing but words, and what models and rules made of them on the way. */
const words = ['transcript', 'segment', 'meeting_words', 'memo', 'model_answer'] as const

export const countOldWords = async (tx: Tx, tenantId: string, days: number): Promise<number> => {
  const [row] = await tx.$queryRawUnsafe<{ meetings: number }[]>(
    `SELECT count(DISTINCT t.meeting_id)::int AS meetings FROM transcript t WHERE ${expired}`,
    tenantId,
    days,
  )
  return row?.meetings ?? 0
}

/**
 * Removes the words of up to `most` meetings; how many. What was recorded of them stays, with marks in the places of
 * quotes. Takes the lock of the record first, as everything that changes it does.
 */
export const removeOldWords = async (
  tx: Tx,
  tenantId: string,
  { days, most }: { days: number; most: number },
): Promise<number> => {
  await lockTenantHead(tx, tenantId)
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `SELECT m.id FROM meeting m WHERE m.tenant_id = $1::uuid AND m.id IN (SELECT t.meeting_id FROM transcript t WHERE ${expired})
      ORDER BY m.id LIMIT $3::int FOR UPDATE SKIP LOCKED`,
    ...[tenantId, days, most],
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  for (const statement of [...words.map((table) => `DELETE FROM ${table} WHERE ${ofThem}`), ...blanking])
    await tx.$executeRawUnsafe(statement, tenantId, ids)
  await tx.$executeRaw`
    UPDATE transition SET reason = ${wordsRemovedReason}
    WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ANY(${ids}::uuid[]) AND reason <> ''`
  for (const id of ids) await forgetAnnouncedWords(tx, tenantId, id)
  return ids.length
}

const ofThem = 'tenant_id = $1::uuid AND meeting_id = ANY($2::uuid[])'

/** Quotes out of a list of evidence; where it was said, when and by whom stays. */
const blank = (evidence: string): string => `coalesce((
  SELECT jsonb_agg(CASE WHEN piece ? 'quote' THEN piece || '{"quote": "", "wordsRemoved": true}' ELSE piece END ORDER BY place)
    FROM jsonb_array_elements(${evidence}) WITH ORDINALITY AS one (piece, place)), '[]')`

const blanking = [
  `UPDATE observation SET quote = '' WHERE ${ofThem}`,
  // The last change of a state is what it rests on; before its own evidence goes, that tells which states are meant.
  `UPDATE state s SET evidence = ${blank('s.evidence')} FROM transition t
    WHERE t.tenant_id = $1::uuid AND t.meeting_id = ANY($2::uuid[]) AND t.superseded_at IS NULL AND s.tenant_id = t.tenant_id
      AND s.entity_id = t.entity_id AND s.dim = t.dim AND s.item = t.item AND s.order_key = t.order_key`,
  `UPDATE transition SET evidence = ${blank('evidence')} WHERE ${ofThem}`,
  `UPDATE insight SET evidence = ${blank('evidence')} WHERE ${ofThem}`,
  `UPDATE summary SET evidence = ${blank('evidence')} WHERE ${ofThem} AND jsonb_typeof(evidence) = 'array'`,
  `UPDATE event SET data = (data - ARRAY['reason', 'evidence', 'body', 'text', 'quote']) || '{"wordsRemoved": true}'
    WHERE tenant_id = $1::uuid AND data->>'meetingId' = ANY($2::uuid[]::text[])
      AND data ?| ARRAY['reason', 'evidence', 'body', 'text', 'quote']`,
  // Nothing is left that a better reading could be made of.
  `UPDATE meeting SET degraded_generation = 0 WHERE tenant_id = $1::uuid AND id = ANY($2::uuid[])`,
]

/** Whether what was said in a meeting is still kept. */
export const hasWords = async (tx: Tx, tenantId: string, meetingId: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM transcript WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid LIMIT 1`
  return rows.length > 0
}
