import { type CallFigures, callFigures } from './call-figures.ts'
import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

type Period = { from?: Date; to?: Date }

export type PromptUseRow = CallFigures & { promptVersion: string; models: string[]; lastUsedAt: Date }

/** Calls by version of a prompt. */
export const readPromptUse = (tx: Tx, tenantId: string, period: Period): Promise<PromptUseRow[]> =>
  tx.$queryRaw`
    SELECT c.prompt_version AS "promptVersion", array_agg(DISTINCT c.model ORDER BY c.model) AS models,
      max(c.created_at) AS "lastUsedAt", ${callFigures}
    FROM model_call c WHERE c.tenant_id = ${tenantId}::uuid
      ${when(period.from, (value) => Prisma.sql`c.created_at >= ${value}`)}
      ${when(period.to, (value) => Prisma.sql`c.created_at <= ${value}`)}
    GROUP BY 1`

export type PromptProductRow = {
  promptVersion: string
  /** Changes of state that the record got from it; one that is written again is counted once. */
  transitions: number
  insights: number
  summaries: number
  asserted: number
  vetoed: number
  relinked: number
  /** Transitions of which any of the three is true. */
  corrected: number
}

/**
 * What versions of prompts brought into the record, and how much of it users have put right. A transition is told by its
 * place in time, since folding again writes it again, and a correction is laid at the door of the version that wrote
 * that place last before it. It counts as put right when a user said, while it counted,
 * - that what its meeting said about the dimension does not count (veto),
 * - that a name in its meeting means something else (relink),
 * - another value, as the next statement after it (assert): the user's own transition tells which one it replaced.
 */
export const readPromptProducts = (tx: Tx, tenantId: string, period: Period): Promise<PromptProductRow[]> =>
  tx.$queryRaw`
    WITH made AS (
      SELECT substring(engine_version FROM '[a-z_]+@[0-9]+') AS prompt, order_key, dim, item, version, recorded_at
      FROM transition WHERE tenant_id = ${tenantId}::uuid AND engine_version ~ '[a-z_]@[0-9]'
    ), said AS (
      SELECT f.kind, f.meeting_id, f.dim, f.order_key, f.version, ARRAY[f.name_id, n.entity_id] AS entities
      FROM fact f LEFT JOIN name n ON n.tenant_id = f.tenant_id AND n.id = f.name_id
      WHERE f.tenant_id = ${tenantId}::uuid AND f.origin = 'user' AND f.kind IN ('assert', 'veto', 'relink')
        AND f.withdrawn_at IS NULL
    ), refuted AS (
      SELECT t.order_key, t.dim, t.item, s.kind, s.version FROM said s
      JOIN transition t ON t.tenant_id = ${tenantId}::uuid AND t.entity_id = ANY(s.entities)
        AND t.meeting_id = s.meeting_id AND (s.kind = 'relink' OR t.dim = s.dim)
        AND t.version < s.version AND (t.superseded_version IS NULL OR t.superseded_version >= s.version)
      WHERE s.kind IN ('veto', 'relink')
      UNION ALL
      SELECT b.order_key, b.dim, b.item, s.kind, s.version FROM said s
      JOIN transition u ON u.tenant_id = ${tenantId}::uuid AND u.entity_id = ANY(s.entities) AND u.dim = s.dim
        AND u.order_key = s.order_key AND u.version = s.version AND u.from_value IS NOT NULL
      CROSS JOIN LATERAL (
        SELECT t.order_key, t.dim, t.item FROM transition t
        WHERE t.tenant_id = u.tenant_id AND t.entity_id = u.entity_id AND t.dim = u.dim AND t.item = u.item
          AND t.order_key < u.order_key AND t.to_value IS NOT DISTINCT FROM u.from_value
          AND t.version < s.version AND (t.superseded_version IS NULL OR t.superseded_version >= s.version)
        ORDER BY t.order_key DESC LIMIT 1
      ) b
      WHERE s.kind = 'assert'
    ), blamed AS (
      SELECT DISTINCT prompt, order_key, dim, item, kind FROM (
        SELECT DISTINCT ON (order_key, dim, item, r.kind, r.version) m.prompt, order_key, dim, item, r.kind
        FROM refuted r JOIN made m USING (order_key, dim, item) WHERE m.version < r.version
        ORDER BY order_key, dim, item, r.kind, r.version, m.version DESC
      ) latest
    ), placed AS (
      SELECT m.prompt, m.order_key, m.dim, m.item, count(b.kind) > 0 AS corrected,
        count(*) FILTER (WHERE b.kind = 'assert') > 0 AS asserted, count(*) FILTER (WHERE b.kind = 'veto') > 0 AS vetoed,
        count(*) FILTER (WHERE b.kind = 'relink') > 0 AS relinked
      FROM made m LEFT JOIN blamed b USING (prompt, order_key, dim, item)
      WHERE true
        ${when(period.from, (value) => Prisma.sql`m.recorded_at >= ${value}`)}
        ${when(period.to, (value) => Prisma.sql`m.recorded_at <= ${value}`)}
      GROUP BY 1, 2, 3, 4
    ), products AS (
      SELECT prompt, 1 AS transitions, 0 AS insights, 0 AS summaries, asserted::int, vetoed::int, relinked::int,
        corrected::int FROM placed
      UNION ALL
      SELECT prompt_version, 0, 1, 0, 0, 0, 0, 0 FROM insight
      WHERE tenant_id = ${tenantId}::uuid AND prompt_version IS NOT NULL
        ${when(period.from, (value) => Prisma.sql`created_at >= ${value}`)}
        ${when(period.to, (value) => Prisma.sql`created_at <= ${value}`)}
      UNION ALL
      SELECT prompt_version, 0, 0, 1, 0, 0, 0, 0 FROM summary
      WHERE tenant_id = ${tenantId}::uuid AND prompt_version IS NOT NULL
        ${when(period.from, (value) => Prisma.sql`created_at >= ${value}`)}
        ${when(period.to, (value) => Prisma.sql`created_at <= ${value}`)}
    )
    SELECT prompt AS "promptVersion", sum(transitions)::int AS transitions, sum(insights)::int AS insights,
      sum(summaries)::int AS summaries, sum(asserted)::int AS asserted, sum(vetoed)::int AS vetoed,
      sum(relinked)::int AS relinked, sum(corrected)::int AS corrected
    FROM products GROUP BY 1`
