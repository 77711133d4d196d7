import { guessedFrom, type ReviewKind, weakBelow } from '../domain/record/review-reasons.ts'
import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type ReviewFilter = { kinds: readonly ReviewKind[]; type?: string; since?: Date }

type About = { entityId: string; entityName: string; type: string; nameId: string }
type Met = { meetingId: string; meetingTitle: string; metAt: Date }
type Said = {
  op: string
  value: string | null
  dim: string
  segment: number
  speaker: string | null
  startMs: number | null
  quote: string
}

export type WeakRow = About &
  Met &
  Said & {
    id: string
    at: Date
    fromValue: string | null
    toValue: string | null
    confidence: number
    allowed: boolean
    conflicting: string[]
    penalty: number
    others: string[]
  }

/** What a user answered already of what was said in a meeting of an entity: all of a dimension, or just this claim. */
const answered = (entityId: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM fact f JOIN name fn ON fn.tenant_id = f.tenant_id AND fn.id = f.name_id
  WHERE f.tenant_id = o.tenant_id AND f.meeting_id = o.meeting_id AND f.dim = o.dim AND f.kind IN ('assert', 'veto')
    AND f.withdrawn_at IS NULL AND fn.entity_id = ${entityId}
    AND (f.op IS NULL OR (replace(f.op, 'add', 'set') = replace(o.op, 'add', 'set')
      AND lower(f.value) IS NOT DISTINCT FROM lower(o.value))))`

const said = Prisma.sql`o.op, o.value, o.dim, o.segment, o.speaker, o.start_ms AS "startMs", o.quote`
const met = Prisma.sql`m.id AS "meetingId", m.title AS "meetingTitle", m.occurred_at AS "metAt"`

/** Changes that count and rest on little, or on words that contradict each other; the latest first. */
export const listWeakChanges = (
  tx: Tx,
  tenantId: string,
  { kinds, type, since }: ReviewFilter,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<WeakRow[]> => {
  const weak: Partial<Record<ReviewKind, Prisma.Sql>> = {
    low_confidence: Prisma.sql`t.confidence < ${weakBelow}::int`,
    conflict: Prisma.sql`t.conflicting <> '[]'::jsonb`,
    forbidden_move: Prisma.sql`NOT t.allowed`,
    weak_link: Prisma.sql`(o.link ->> 'penalty')::int >= ${guessedFrom}::int OR o.link -> 'others' <> '[]'::jsonb`,
  }
  const wanted = kinds.flatMap((kind) => weak[kind] ?? [])
  return tx.$queryRaw`
    SELECT t.id, t.valid_at AS at, t.entity_id AS "entityId", e.name AS "entityName", t.type, o.name_id AS "nameId",
      t.from_value AS "fromValue", t.to_value AS "toValue", t.confidence, t.allowed, t.conflicting,
      COALESCE((o.link ->> 'penalty')::int, 0) AS penalty, COALESCE(o.link -> 'others', '[]'::jsonb) AS others,
      ${said}, ${met}
    FROM transition t
    JOIN entity e ON e.tenant_id = t.tenant_id AND e.id = t.entity_id
    JOIN meeting m ON m.tenant_id = t.tenant_id AND m.id = t.meeting_id
    JOIN LATERAL (
      SELECT s.* FROM observation s JOIN name n ON n.tenant_id = s.tenant_id AND n.id = s.name_id
      WHERE s.tenant_id = t.tenant_id AND s.meeting_id = t.meeting_id AND s.order_key = t.order_key AND s.dim = t.dim
        AND n.entity_id = t.entity_id LIMIT 1) o ON true
    WHERE t.tenant_id = ${tenantId}::uuid AND t.superseded_at IS NULL AND (${Prisma.join(wanted, ' OR ')})
      AND NOT ${answered(Prisma.sql`t.entity_id`)}
      ${when(type, (value) => Prisma.sql`t.type = ${value}`)}
      ${when(since, (value) => Prisma.sql`t.valid_at >= ${value}`)}
      ${when(after, (place) => Prisma.sql`(t.valid_at, t.id) < (${place.at}, ${place.id}::uuid)`)}
    ORDER BY t.valid_at DESC, t.id DESC LIMIT ${limit}::int`
}

export type HedgedRow = About & Met & Said & { id: string; modality: string; confidence: number; orderKey: string }

/**
 * What was only planned, proposed or said on a condition, and nothing that holds now was said after it. `owned`: which
 * dimensions things of each type have.
 */
export const listHedged = (
  tx: Tx,
  tenantId: string,
  { type, since }: ReviewFilter,
  owned: readonly { type: string; dim: string }[],
  after: { orderKey: string; id: string } | null,
  limit: number,
): Promise<HedgedRow[]> =>
  tx.$queryRaw`
    SELECT o.id, o.modality, o.confidence, o.order_key AS "orderKey", e.id AS "entityId", e.name AS "entityName", e.type,
      o.name_id AS "nameId", ${said}, ${met}
    FROM observation o
    JOIN meeting m ON m.tenant_id = o.tenant_id AND m.id = o.meeting_id
    JOIN name n ON n.tenant_id = o.tenant_id AND n.id = o.name_id
    JOIN entity e ON e.tenant_id = n.tenant_id AND e.id = n.entity_id AND e.live AND e.merged_into IS NULL
    JOIN jsonb_to_recordset(${JSON.stringify(owned)}::jsonb) AS own(type text, dim text)
      ON own.type = e.type AND own.dim = o.dim
    WHERE o.tenant_id = ${tenantId}::uuid AND o.live AND o.modality IN ('planned', 'proposed', 'conditional')
      AND NOT EXISTS (
        SELECT 1 FROM state s WHERE s.tenant_id = o.tenant_id AND s.entity_id = e.id AND s.dim = o.dim
          AND (s.order_key > o.order_key OR lower(s.value) = lower(o.value)))
      AND NOT ${answered(Prisma.sql`e.id`)}
      ${when(type, (value) => Prisma.sql`e.type = ${value}`)}
      ${when(since, (value) => Prisma.sql`m.occurred_at >= ${value}`)}
      ${when(after, (place) => Prisma.sql`(o.order_key, o.id) < (${place.orderKey}, ${place.id}::uuid)`)}
    ORDER BY o.order_key DESC, o.id DESC LIMIT ${limit}::int`
