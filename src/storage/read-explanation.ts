import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type StatedRow = {
  id: string
  orderKey: string
  nameId: string | null
  /** As the thing was called. */
  about: string | null
  dim: string
  op: string
  value: string | null
  modality: string
  confidence: number
  meetingId: string
  meetingTitle: string
  occurredAt: Date
  segment: number
  speaker: string | null
  quote: string
}

const columns = Prisma.sql`
  o.id, o.order_key AS "orderKey", o.name_id AS "nameId",
  (SELECT said.surface FROM name said WHERE said.tenant_id = o.tenant_id AND said.id = o.name_id) AS about, o.dim, o.op, o.value, o.modality, o.confidence,
  o.meeting_id AS "meetingId", m.title AS "meetingTitle", m.occurred_at AS "occurredAt", o.segment, o.speaker, o.quote`

type Filter = { dim?: string; from?: string; limit: number }

/** Everything that meetings state about the names of an entity, latest first. */
export const listStated = (tx: Tx, tenantId: string, entityId: string, filter: Filter): Promise<StatedRow[]> =>
  tx.$queryRaw`
    SELECT ${columns}
    FROM name n
    JOIN observation o ON o.tenant_id = n.tenant_id AND o.name_id = n.id AND o.live
    JOIN meeting m ON m.tenant_id = o.tenant_id AND m.id = o.meeting_id
    WHERE n.tenant_id = ${tenantId}::uuid AND n.entity_id = ${entityId}::uuid
      ${when(filter.dim, (value) => Prisma.sql`o.dim = ${value}`)}
      ${when(filter.from, (value) => Prisma.sql`o.order_key < ${value}`)}
    ORDER BY o.order_key DESC LIMIT ${filter.limit}::int`

/** What was stated in the same meetings without telling of what, and could be about a thing of this type. */
export const listUnlinked = (
  tx: Tx,
  tenantId: string,
  meetingIds: readonly string[],
  about: { type: string; dims: readonly string[] },
): Promise<StatedRow[]> =>
  tx.$queryRaw`
    SELECT ${columns}
    FROM observation o JOIN meeting m ON m.tenant_id = o.tenant_id AND m.id = o.meeting_id
    WHERE o.tenant_id = ${tenantId}::uuid AND o.meeting_id = ANY(${meetingIds}::uuid[]) AND o.live AND o.name_id IS NULL
      AND (o.type_hint IS NULL OR o.type_hint = ${about.type}) AND o.dim = ANY(${about.dims}::text[])
    ORDER BY o.order_key DESC LIMIT 200`

export type FactRow = {
  id: string
  kind: string
  origin: string
  nameId: string | null
  /** The names that it is about, as they are written. */
  about: string | null
  other: string | null
  meetingId: string | null
  meetingTitle: string | null
  /** The meeting that it speaks of counts; true where it speaks of none. */
  meetingCounts: boolean
  dim: string | null
  op: string | null
  value: string | null
  orderKey: string
  note: string | null
  occurredAt: Date | null
  recordedAt: Date
  withdrawnAt: Date | null
}

/** What users, imports and models recorded about the names of an entity, the last first. */
export const listFactsAbout = (
  tx: Tx,
  tenantId: string,
  entityId: string,
  dim: string | undefined,
): Promise<FactRow[]> =>
  tx.$queryRaw`
    SELECT DISTINCT ON (f.recorded_at, f.id) f.id, f.kind, f.origin, f.name_id AS "nameId", a.surface AS about, b.surface AS other,
      f.meeting_id AS "meetingId", m.title AS "meetingTitle",
      (m.id IS NULL OR (m.deleted_at IS NULL AND m.retracted_at IS NULL)) AS "meetingCounts", f.dim, f.op, f.value,
      f.order_key AS "orderKey", f.note, f.occurred_at AS "occurredAt", f.recorded_at AS "recordedAt",
      f.withdrawn_at AS "withdrawnAt"
    FROM name n JOIN fact f ON f.tenant_id = n.tenant_id AND (f.name_id = n.id OR f.other_name_id = n.id)
    LEFT JOIN name a ON a.tenant_id = f.tenant_id AND a.id = f.name_id
    LEFT JOIN name b ON b.tenant_id = f.tenant_id AND b.id = f.other_name_id
    LEFT JOIN meeting m ON m.tenant_id = f.tenant_id AND m.id = f.meeting_id
    WHERE n.tenant_id = ${tenantId}::uuid AND n.entity_id = ${entityId}::uuid
      ${when(dim, (value) => Prisma.sql`(f.dim IS NULL OR f.dim = ${value})`)}
    ORDER BY f.recorded_at DESC, f.id DESC LIMIT 500`

export type DecidedRow = {
  id: string
  orderKey: string
  dim: string
  fromValue: string | null
  toValue: string | null
  allowed: boolean
  conflicting: string[]
  meetingId: string | null
  evidence: unknown
}

/** The changes of an entity that count. */
export const listDecided = (
  tx: Tx,
  tenantId: string,
  entityId: string,
  dim: string | undefined,
): Promise<DecidedRow[]> =>
  tx.$queryRaw`
    SELECT t.id, t.order_key AS "orderKey", t.dim, t.from_value AS "fromValue", t.to_value AS "toValue", t.allowed,
      t.conflicting, t.meeting_id AS "meetingId", t.evidence
    FROM transition t
    WHERE t.tenant_id = ${tenantId}::uuid AND t.entity_id = ${entityId}::uuid AND t.superseded_at IS NULL
      ${when(dim, (value) => Prisma.sql`t.dim = ${value}`)}
    ORDER BY t.order_key`
