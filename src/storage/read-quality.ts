import type { Tx } from './tx.ts'

export type QualityRow = {
  meetings: number
  since: Date | null
  degraded: number
  statements: number
  unlinked: number
  notAsserted: number
  conflicts: number
  transitions: number
  forbidden: number
  lowConfidence: number
  unsupported: number
  merges: number
  unlinkedSuggestions: number
  statesWithoutEntity: number
  transitionsWithoutEntity: number
  transitionsWithoutMeeting: number
}

/**
 * Figures about the latest meetings and what was read of them, and about all that is open. A conflict is a thing and a
 * dimension with one value of which one meeting asserted several.
 */
export const readQualityFigures = async (
  tx: Tx,
  tenantId: string,
  options: { meetings: number; lowConfidence: number; single: readonly string[] },
): Promise<QualityRow> => {
  const rows = await tx.$queryRaw<QualityRow[]>`
    WITH latest AS (
      SELECT id, occurred_at, degraded_generation > 0 AND degraded_generation = live_generation AS degraded
      FROM meeting WHERE tenant_id = ${tenantId}::uuid AND deleted_at IS NULL AND live_generation > 0
      ORDER BY occurred_at DESC, id DESC LIMIT ${options.meetings}::int
    ), said AS (
      SELECT o.meeting_id, o.name_id, o.dim, o.op, o.value, o.modality
      FROM latest m JOIN observation o ON o.tenant_id = ${tenantId}::uuid AND o.meeting_id = m.id AND o.live
    ), conflict AS (
      SELECT 1 FROM said
      WHERE name_id IS NOT NULL AND modality = 'asserted' AND op = 'set' AND dim = ANY(${options.single}::text[])
      GROUP BY meeting_id, name_id, dim HAVING min(value) <> max(value)
    ), changed AS (
      SELECT t.allowed, t.confidence, t.entity_id, t.meeting_id FROM transition t
      WHERE t.tenant_id = ${tenantId}::uuid AND t.superseded_at IS NULL
        AND t.valid_at >= (SELECT min(occurred_at) FROM latest) AND t.valid_at <= (SELECT max(occurred_at) FROM latest)
    ), runs AS (
      SELECT DISTINCT ON (r.meeting_id) COALESCE((r.totals->>'unsupportedCount')::int, 0) AS unsupported
      FROM latest m JOIN run r ON r.tenant_id = ${tenantId}::uuid AND r.meeting_id = m.id
      ORDER BY r.meeting_id, r.created_at DESC, r.id DESC
    )
    SELECT m.*, s.*, c.*, u.*, g.*, i.*, (SELECT count(*)::int FROM conflict) AS conflicts
    FROM (SELECT count(*)::int AS meetings, min(occurred_at) AS since, count(*) FILTER (WHERE degraded)::int AS degraded
          FROM latest) m,
      (SELECT count(*)::int AS statements, count(*) FILTER (WHERE name_id IS NULL)::int AS unlinked,
         count(*) FILTER (WHERE modality <> 'asserted')::int AS "notAsserted" FROM said) s,
      (SELECT count(*)::int AS transitions, count(*) FILTER (WHERE NOT allowed)::int AS forbidden,
         count(*) FILTER (WHERE confidence < ${options.lowConfidence}::int)::int AS "lowConfidence",
         count(*) FILTER (WHERE e.id IS NULL)::int AS "transitionsWithoutEntity",
         count(*) FILTER (WHERE changed.meeting_id IS NOT NULL AND m.id IS NULL)::int AS "transitionsWithoutMeeting"
       FROM changed
       LEFT JOIN entity e ON e.tenant_id = ${tenantId}::uuid AND e.id = changed.entity_id
       LEFT JOIN meeting m ON m.tenant_id = ${tenantId}::uuid AND m.id = changed.meeting_id) c,
      (SELECT COALESCE(sum(unsupported), 0)::int AS unsupported FROM runs) u,
      (SELECT count(*) FILTER (WHERE kind = 'merge')::int AS merges,
         count(*) FILTER (WHERE kind = 'unlinked')::int AS "unlinkedSuggestions"
       FROM suggestion WHERE tenant_id = ${tenantId}::uuid) g,
      (SELECT count(*)::int AS "statesWithoutEntity" FROM state s
       WHERE s.tenant_id = ${tenantId}::uuid AND NOT EXISTS (
         SELECT 1 FROM entity e WHERE e.tenant_id = s.tenant_id AND e.id = s.entity_id AND e.live)) i`
  const [row] = rows
  if (row === undefined) throw new Error('an aggregate over everything returned no row')
  return row
}
