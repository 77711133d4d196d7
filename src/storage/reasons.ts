import type { Evidence } from '../domain/observation/observation.ts'
import { rowsOf } from './record-set.ts'
import type { Tx } from './tx.ts'

export type UnreasonedTransition = {
  id: string
  entity: string
  type: string
  dimension: string
  from: string | null
  to: string | null
  reason: string
  meetingId: string | null
  evidence: Evidence[]
}

/**
 * Transitions that still count and have no reason better than that of a pattern: those with these ids, and those of the
 * meeting, for which an earlier processing perhaps got none. In an order that only depends on what they say, so that
 * the same ones are asked about together again.
 */
export const readUnreasonedTransitions = (
  tx: Tx,
  ref: { tenantId: string; meetingId: string },
  ids: readonly string[],
): Promise<UnreasonedTransition[]> =>
  tx.$queryRaw<UnreasonedTransition[]>`
    WITH touched AS (
      SELECT DISTINCT n.entity_id
        FROM observation o JOIN name n ON n.tenant_id = o.tenant_id AND n.id = o.name_id
       WHERE o.tenant_id = ${ref.tenantId}::uuid AND o.meeting_id = ${ref.meetingId}::uuid AND o.live
    ), wanted AS (
      SELECT unnest(${ids}::uuid[]) AS id
       UNION
      SELECT t.id FROM touched JOIN transition t ON t.tenant_id = ${ref.tenantId}::uuid AND t.entity_id = touched.entity_id
       WHERE t.meeting_id = ${ref.meetingId}::uuid AND t.superseded_at IS NULL
    )
    SELECT t.id, e.name AS entity, t.type, t.dim AS dimension, t.from_value AS "from", t.to_value AS "to", t.reason,
           t.meeting_id AS "meetingId", t.evidence
      FROM transition t JOIN entity e ON e.tenant_id = t.tenant_id AND e.id = t.entity_id
     WHERE t.tenant_id = ${ref.tenantId}::uuid AND t.id IN (SELECT id FROM wanted) AND t.superseded_at IS NULL
       AND t.reason_source = 'pattern'
     ORDER BY t.order_key, t.type, e.name COLLATE "C", t.dim, t.item, t.id`

export type Passage = {
  meetingId: string
  index: number
  speaker: string | null
  startMs: number | null
  endMs: number | null
  role: null
  text: string
}

/** Segments around pieces of evidence, of the transcripts that count, in order. */
export const readPassages = (
  tx: Tx,
  tenantId: string,
  around: readonly { meetingId: string; segment: number }[],
  distance: number,
): Promise<Passage[]> =>
  tx.$queryRaw<Passage[]>`
    SELECT DISTINCT s.meeting_id AS "meetingId", s.index, s.speaker, s.start_ms AS "startMs", s.end_ms AS "endMs",
           NULL AS role, s.text
      FROM ${rowsOf(around, '"meetingId" uuid, segment int')}
      JOIN meeting m ON m.tenant_id = ${tenantId}::uuid AND m.id = r."meetingId" AND m.deleted_at IS NULL
      JOIN segment s ON s.tenant_id = m.tenant_id AND s.meeting_id = m.id AND s.revision = m.live_revision
       AND s.index BETWEEN r.segment - ${distance}::int AND r.segment + ${distance}::int
     ORDER BY s.meeting_id, s.index`

/**
 * Gives transitions that still count a model's reason. How sure one can be that they happened is worked out from the
 * facts alone and stays: a processing that finds the same finds the same transition. The caller holds the tenant head.
 */
export const writeReasons = async (
  tx: Tx,
  tenantId: string,
  reasons: readonly { id: string; reason: string }[],
): Promise<number> =>
  tx.$executeRaw`
    UPDATE transition t SET reason = r.reason, reason_source = 'model'
      FROM ${rowsOf(reasons, 'id uuid, reason text')}
     WHERE t.tenant_id = ${tenantId}::uuid AND t.id = r.id AND t.superseded_at IS NULL AND t.reason_source = 'pattern'`
