import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type ObservationRow = {
  id: string
  meetingId: string
  generation: number
  segment: number
  ordinal: number
  orderKey: string
  speaker: string | null
  startMs: number | null
  entityId: string | null
  entityName: string | null
  typeHint: string | null
  dim: string
  op: string
  value: string | null
  valueEntity: string | null
  modality: string
  effectiveAt: string | null
  confidence: number
  cue: string
  quote: string
  link: unknown
}

/** The observations of a meeting that count, in the order in which they were said. */
export const listObservations = (
  tx: Tx,
  tenantId: string,
  filter: { meetingId: string; dim?: string; linked?: boolean; after?: string },
  limit: number,
): Promise<ObservationRow[]> =>
  tx.$queryRaw`
    SELECT o.id, o.meeting_id AS "meetingId", o.generation, o.segment, o.ordinal, o.order_key AS "orderKey", o.speaker,
      o.start_ms AS "startMs", n.entity_id AS "entityId", e.name AS "entityName", o.type_hint AS "typeHint", o.dim, o.op,
      o.value, v.entity_id AS "valueEntity", o.modality, o.effective_at AS "effectiveAt", o.confidence, o.cue, o.quote,
      o.link
    FROM observation o
    LEFT JOIN name n ON n.tenant_id = o.tenant_id AND n.id = o.name_id
    LEFT JOIN entity e ON e.tenant_id = n.tenant_id AND e.id = n.entity_id
    LEFT JOIN name v ON v.tenant_id = o.tenant_id AND v.id = o.value_name
    WHERE o.tenant_id = ${tenantId}::uuid AND o.meeting_id = ${filter.meetingId}::uuid AND o.live
      ${when(filter.dim, (value) => Prisma.sql`o.dim = ${value}`)}
      ${when(filter.linked, (value) => (value ? Prisma.sql`o.name_id IS NOT NULL` : Prisma.sql`o.name_id IS NULL`))}
      ${when(filter.after, (value) => Prisma.sql`o.order_key > ${value}`)}
    ORDER BY o.order_key LIMIT ${limit}::int`
