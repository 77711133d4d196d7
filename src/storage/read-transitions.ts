import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type TransitionRow = {
  id: string
  entityId: string
  entityName: string | null
  type: string
  dim: string
  item: string
  fromValue: string | null
  toValue: string | null
  validAt: Date
  recordedAt: Date
  supersededAt: Date | null
  orderKey: string
  meetingId: string | null
  meetingTitle: string | null
  timeZone: string | null
  category: string
  reason: string
  reasonSource: string
  confidence: number
  evidence: unknown
  allowed: boolean
  engineVersion: string
  version: bigint
}

/** Columns of a transition `t` with the names that people read; joined by primary key only. */
export const transitionColumnsWith = (supersededAt: Prisma.Sql): Prisma.Sql => Prisma.sql`
  t.id, t.entity_id AS "entityId", e.name AS "entityName", t.type, t.dim, t.item, t.from_value AS "fromValue",
  t.to_value AS "toValue", t.valid_at AS "validAt", t.recorded_at AS "recordedAt", ${supersededAt},
  t.order_key AS "orderKey", t.meeting_id AS "meetingId", m.title AS "meetingTitle", m.time_zone AS "timeZone", t.category, t.reason,
  t.reason_source AS "reasonSource", t.confidence, t.evidence, t.allowed, t.engine_version AS "engineVersion", t.version`

export const transitionColumns = transitionColumnsWith(Prisma.sql`t.superseded_at AS "supersededAt"`)

export const transitionNames = Prisma.sql`
  LEFT JOIN entity e ON e.tenant_id = t.tenant_id AND e.id = t.entity_id
  LEFT JOIN meeting m ON m.tenant_id = t.tenant_id AND m.id = t.meeting_id`

export type TimelineFilter = {
  entityId: string
  dim?: string
  from?: Date
  to?: Date
  /** As it was known then. */
  knownAt?: Date
  /** Also what was replaced since. */
  withSuperseded: boolean
  descending: boolean
  after?: { orderKey: string; id: string }
}

/** What happened to one entity, in the order of the meetings. */
export const listTimeline = (
  tx: Tx,
  tenantId: string,
  filter: TimelineFilter,
  limit: number,
): Promise<TransitionRow[]> => {
  const beyond = filter.descending ? Prisma.sql`<` : Prisma.sql`>`
  const direction = filter.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  return tx.$queryRaw`
    SELECT ${transitionColumns} FROM transition t ${transitionNames}
    WHERE t.tenant_id = ${tenantId}::uuid AND t.entity_id = ${filter.entityId}::uuid ${counts(filter)}
      ${when(filter.dim, (value) => Prisma.sql`t.dim = ${value}`)}
      ${when(filter.from, (value) => Prisma.sql`t.valid_at >= ${value}`)}
      ${when(filter.to, (value) => Prisma.sql`t.valid_at <= ${value}`)}
      ${when(filter.after, (at) => Prisma.sql`(t.order_key, t.id) ${beyond} (${at.orderKey}, ${at.id}::uuid)`)}
    ORDER BY t.order_key ${direction}, t.id ${direction} LIMIT ${limit}::int`
}

const counts = ({ knownAt, withSuperseded }: TimelineFilter): Prisma.Sql => {
  if (knownAt === undefined) return withSuperseded ? Prisma.empty : Prisma.sql`AND t.superseded_at IS NULL`
  const then = withSuperseded ? Prisma.empty : Prisma.sql`AND (t.superseded_at IS NULL OR t.superseded_at > ${knownAt})`
  return Prisma.sql`AND t.recorded_at <= ${knownAt} ${then}`
}

/** What a meeting changed, in the order in which it was said. */
export const listMeetingTransitions = (
  tx: Tx,
  tenantId: string,
  filter: { meetingId: string; dim?: string; after?: { orderKey: string; id: string } },
  limit: number,
): Promise<TransitionRow[]> =>
  tx.$queryRaw`
    SELECT ${transitionColumns} FROM transition t ${transitionNames}
    WHERE t.tenant_id = ${tenantId}::uuid AND t.meeting_id = ${filter.meetingId}::uuid AND t.superseded_at IS NULL
      AND ${ofEntitiesIn(tenantId, filter.meetingId)}
      ${when(filter.dim, (value) => Prisma.sql`t.dim = ${value}`)}
      ${when(filter.after, (at) => Prisma.sql`(t.order_key, t.id) > (${at.orderKey}, ${at.id}::uuid)`)}
    ORDER BY t.order_key, t.id LIMIT ${limit}::int`

/**
 * Only entities that the meeting says something about can have transitions of it. They are found by the index on
 * observations, so that `transition` needs none by meeting.
 */
const ofEntitiesIn = (tenantId: string, meetingId: string): Prisma.Sql => Prisma.sql`t.entity_id IN (
  SELECT n.entity_id FROM observation o JOIN name n ON n.tenant_id = o.tenant_id AND n.id = o.name_id
  WHERE o.tenant_id = ${tenantId}::uuid AND o.meeting_id = ${meetingId}::uuid)`
