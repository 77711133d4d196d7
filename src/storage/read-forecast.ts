import type { Moves, Stays } from '../domain/forecast/moves.ts'
import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

/** Habits change: what is usual is told from so many of the latest moves of a dimension, which also bounds the cost. */
const latestMoves = 20_000

/** Past moves by type, dimension, value and whole days for which it had been so. */
export const readMoves = (
  tx: Tx,
  tenantId: string,
  filter: { dimensions: readonly string[]; type?: string; from?: readonly string[] },
): Promise<Moves[]> =>
  tx.$queryRaw`
    SELECT type, dimension, "from", "to", days, count(*)::int AS count
    FROM unnest(${filter.dimensions}::text[]) d(dimension)
    CROSS JOIN LATERAL (
      SELECT type, from_value AS "from", to_value AS "to",
        CASE WHEN from_since > '1000-01-01' THEN floor(extract(epoch FROM valid_at - from_since) / 86400)::int END AS days
      FROM transition
      WHERE tenant_id = ${tenantId}::uuid AND dim = d.dimension AND superseded_at IS NULL AND from_value IS NOT NULL
        ${when(filter.type, (value) => Prisma.sql`type = ${value}`)}
        ${when(filter.from, (values) => Prisma.sql`from_value = ANY(${values}::text[])`)}
      ORDER BY valid_at DESC LIMIT ${latestMoves}::int
    ) moves
    GROUP BY 1, 2, 3, 4, 5`

/** Things that stand at values of these dimensions, by the whole days for which that is so. */
export const readStays = (
  tx: Tx,
  tenantId: string,
  filter: { dimensions: readonly string[]; type?: string; values?: readonly string[]; now: Date },
): Promise<Stays[]> =>
  tx.$queryRaw`
    SELECT type, dim AS dimension, value, floor(extract(epoch FROM ${filter.now}::timestamptz - since) / 86400)::int AS days,
      count(*)::int AS count
    FROM state
    WHERE tenant_id = ${tenantId}::uuid AND dim = ANY(${filter.dimensions}::text[]) AND since > '1000-01-01'
      AND since <= ${filter.now}
      ${when(filter.type, (value) => Prisma.sql`type = ${value}`)}
      ${when(filter.values, (values) => Prisma.sql`value = ANY(${values}::text[])`)}
    GROUP BY 1, 2, 3, 4`

export type GapRow = { type: string; p90Days: number; cases: number }

/** Things of a type and meetings of a thing that are looked at: enough to tell a habit, whatever the size of a tenant. */
const sampledEntities = 100
const sampledNames = 20

/** By type, the time within which nine of ten things were spoken of again; from a sample of them. */
export const readGaps = (tx: Tx, tenantId: string, types: readonly string[]): Promise<GapRow[]> =>
  tx.$queryRaw`
    WITH said AS (
      SELECT DISTINCT e.type, e.id, m.occurred_at
      FROM unnest(${types}::text[]) t(type)
      CROSS JOIN LATERAL (
        SELECT id, type FROM entity WHERE tenant_id = ${tenantId}::uuid AND type = t.type AND live AND merged_into IS NULL
        ORDER BY name LIMIT ${sampledEntities}::int
      ) e
      CROSS JOIN LATERAL (
        SELECT id FROM name WHERE tenant_id = ${tenantId}::uuid AND entity_id = e.id LIMIT ${sampledNames}::int
      ) n
      JOIN mention x ON x.tenant_id = ${tenantId}::uuid AND x.name_id = n.id
      JOIN meeting m ON m.tenant_id = ${tenantId}::uuid AND m.id = x.meeting_id AND m.deleted_at IS NULL
    ), gaps AS (
      SELECT type, extract(epoch FROM occurred_at - lag(occurred_at) OVER (PARTITION BY id ORDER BY occurred_at)) / 86400 AS days
      FROM said
    )
    SELECT type, ceil(percentile_disc(0.9) WITHIN GROUP (ORDER BY days))::int AS "p90Days", count(*)::int AS cases
    FROM gaps WHERE days IS NOT NULL GROUP BY type`

export type SlipRow = { entityId: string; dimension: string; count: number; evidence: unknown }

/** How often dates of these entities were put off, with what was said the last time. */
export const readSlips = (tx: Tx, tenantId: string, entityIds: readonly string[]): Promise<SlipRow[]> =>
  tx.$queryRaw`
    SELECT entity_id AS "entityId", dim AS dimension, count(*)::int AS count,
      (array_agg(evidence ORDER BY order_key DESC))[1] AS evidence
    FROM transition
    WHERE tenant_id = ${tenantId}::uuid AND entity_id = ANY(${entityIds}::uuid[]) AND superseded_at IS NULL
      AND category = 'delayed'
    GROUP BY 1, 2`

export type PlanRow = {
  entityId: string
  dimension: string
  op: string
  value: string | null
  on: string | null
  orderKey: string
  meetingId: string
  segment: number
  speaker: string | null
  startMs: number | null
  quote: string
}

const latestPlans = 2000

const planColumns = Prisma.sql`
  n.entity_id AS "entityId", o.dim AS dimension, o.op, o.value, o.effective_at AS "on", o.order_key AS "orderKey",
  o.meeting_id AS "meetingId", o.segment, o.speaker, o.start_ms AS "startMs", o.quote`

/** What was said to be planned about an entity, the newest first. */
export const readPlansOf = (tx: Tx, tenantId: string, entityId: string): Promise<PlanRow[]> =>
  tx.$queryRaw`
    SELECT ${planColumns}
    FROM name n JOIN observation o ON o.tenant_id = n.tenant_id AND o.name_id = n.id AND o.live
    WHERE n.tenant_id = ${tenantId}::uuid AND n.entity_id = ${entityId}::uuid AND o.modality = 'planned'
    ORDER BY o.order_key DESC LIMIT ${latestPlans}::int`

/** The latest plans of the tenant. */
export const readLatestPlans = (tx: Tx, tenantId: string): Promise<PlanRow[]> =>
  tx.$queryRaw`
    SELECT ${planColumns}
    FROM observation o JOIN name n ON n.tenant_id = o.tenant_id AND n.id = o.name_id
    WHERE o.tenant_id = ${tenantId}::uuid AND o.live AND o.modality = 'planned'
    ORDER BY o.order_key DESC LIMIT ${latestPlans}::int`

export type OpenStateRow = {
  entityId: string
  entityName: string
  type: string
  dim: string
  item: string
  value: string
  since: Date
  orderKey: string
}

export type OpenStateFilter = {
  dimensions: readonly string[]
  /** Values after which nothing is expected, as pairs of equal length. */
  ended: { dimensions: readonly string[]; values: readonly string[] }
  type?: string
  project?: string
}

/** Where things stand that may go on, the latest change first. */
export const readOpenStates = (
  tx: Tx,
  tenantId: string,
  filter: OpenStateFilter,
  limit: number,
): Promise<OpenStateRow[]> =>
  tx.$queryRaw`
    SELECT s.entity_id AS "entityId", e.name AS "entityName", s.type, s.dim, s.item, s.value, s.since,
      s.order_key AS "orderKey"
    FROM state s JOIN entity e ON e.tenant_id = s.tenant_id AND e.id = s.entity_id AND e.live
    WHERE s.tenant_id = ${tenantId}::uuid AND s.item = '' AND s.dim = ANY(${filter.dimensions}::text[])
      AND (s.dim, s.value) NOT IN (
        SELECT * FROM unnest(${filter.ended.dimensions}::text[], ${filter.ended.values}::text[]))
      ${when(filter.type, (value) => Prisma.sql`s.type = ${value}`)}
      ${when(filter.project, spokenOfIn)}
    ORDER BY s.since DESC, s.entity_id, s.dim LIMIT ${limit}::int`

export type SilentFilter = {
  /** By type, before which instant the last word must have been. */
  types: readonly string[]
  before: readonly Date[]
  ended: OpenStateFilter['ended']
  project?: string
  after?: { lastSeen: Date; id: string }
}

export type SilentRow = { id: string; type: string; name: string; lastSeen: Date }

/** Unfinished things that nobody has spoken of since, the longest silence first. */
export const listSilent = (tx: Tx, tenantId: string, filter: SilentFilter, limit: number): Promise<SilentRow[]> =>
  tx.$queryRaw`
    SELECT e.id, e.type, e.name, e.last_seen AS "lastSeen"
    FROM unnest(${filter.types}::text[], ${filter.before}::timestamptz[]) c(type, before)
    JOIN entity e ON e.type = c.type AND e.last_seen < c.before
    WHERE e.tenant_id = ${tenantId}::uuid AND e.live AND e.merged_into IS NULL
      ${when(filter.after, (at) => Prisma.sql`(e.last_seen, e.id) > (${at.lastSeen}, ${at.id}::uuid)`)}
      ${when(filter.project, (value) => ofProject(Prisma.sql`e.tenant_id`, Prisma.sql`e.id`, value))}
      AND EXISTS (SELECT 1 FROM state s WHERE s.tenant_id = e.tenant_id AND s.entity_id = e.id)
      AND NOT EXISTS (
        SELECT 1 FROM state s
        JOIN unnest(${filter.ended.dimensions}::text[], ${filter.ended.values}::text[]) v(dim, value)
          ON v.dim = s.dim AND v.value = s.value
        WHERE s.tenant_id = e.tenant_id AND s.entity_id = e.id)
    ORDER BY e.last_seen, e.id LIMIT ${limit}::int`

const spokenOfIn = (project: string): Prisma.Sql => ofProject(Prisma.sql`s.tenant_id`, Prisma.sql`s.entity_id`, project)

const ofProject = (tenant: Prisma.Sql, entity: Prisma.Sql, project: string): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM name n
  JOIN mention x ON x.tenant_id = n.tenant_id AND x.name_id = n.id
  JOIN meeting m ON m.tenant_id = x.tenant_id AND m.id = x.meeting_id
  WHERE n.tenant_id = ${tenant} AND n.entity_id = ${entity} AND m.project = ${project} AND m.deleted_at IS NULL)`
