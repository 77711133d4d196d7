import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { ReviewFilter } from './read-review.ts'
import type { Tx } from './tx.ts'

export type LikelyMergeRow = {
  id: string
  score: number
  nameId: string
  otherId: string
  entityId: string
  entityName: string
  type: string
  otherEntity: string
  otherName: string
}

type Scored = { score: number; id: string } | null

/** Names of two entities that may be one thing, the likeliest first. */
export const listLikelyMerges = (
  tx: Tx,
  tenantId: string,
  { type, since }: ReviewFilter,
  after: Scored,
  limit: number,
): Promise<LikelyMergeRow[]> =>
  tx.$queryRaw`
    SELECT s.id, s.score, n.id AS "nameId", x.id AS "otherId", e.id AS "entityId", e.name AS "entityName", e.type,
      oe.id AS "otherEntity", oe.name AS "otherName"
    FROM suggestion s
    JOIN name n ON n.tenant_id = s.tenant_id AND n.id = s.name_id AND n.live
    JOIN name x ON x.tenant_id = s.tenant_id AND x.id = s.other_id AND x.live
    JOIN entity e ON e.tenant_id = n.tenant_id AND e.id = n.entity_id AND e.live
    JOIN entity oe ON oe.tenant_id = x.tenant_id AND oe.id = x.entity_id AND oe.live AND oe.id <> e.id
    WHERE s.tenant_id = ${tenantId}::uuid AND s.kind = 'merge'
      AND NOT EXISTS (
        SELECT 1 FROM fact f WHERE f.tenant_id = s.tenant_id AND f.kind = 'different' AND f.origin = 'user'
          AND f.withdrawn_at IS NULL AND f.name_id IN (n.id, x.id) AND f.other_name_id IN (n.id, x.id))
      ${when(type, (value) => Prisma.sql`e.type = ${value}`)}
      ${when(since, (value) => Prisma.sql`greatest(e.last_seen, oe.last_seen) >= ${value}`)}
      ${when(after, (place) => Prisma.sql`(s.score, s.id) < (${place.score}::int, ${place.id}::uuid)`)}
    ORDER BY s.score DESC, s.id DESC LIMIT ${limit}::int`

export type UnclearRow = {
  id: string
  at: Date
  nameId: string
  surface: string
  type: string
  meetingId: string
  meetingTitle: string
  candidates: { entityId: string; name: string; nameId: string }[]
}

/** Names that were said in a meeting and may mean several things, the latest meeting first. */
export const listUnclearNames = (
  tx: Tx,
  tenantId: string,
  { type, since }: ReviewFilter,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<UnclearRow[]> =>
  tx.$queryRaw`
    SELECT s.id, m.occurred_at AS at, n.id AS "nameId", n.surface, n.type, m.id AS "meetingId", m.title AS "meetingTitle",
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object('entityId', e.id, 'name', e.name, 'nameId', c.id) ORDER BY e.name, c.id)
        FROM jsonb_array_elements_text(s.detail -> 'candidates') AS given(id)
        JOIN name c ON c.tenant_id = s.tenant_id AND c.id = given.id::uuid
        JOIN entity e ON e.tenant_id = c.tenant_id AND e.id = c.entity_id AND e.live), '[]'::jsonb) AS candidates
    FROM suggestion s
    JOIN name n ON n.tenant_id = s.tenant_id AND n.id = s.name_id
    JOIN meeting m ON m.tenant_id = s.tenant_id AND m.id = s.meeting_id
    WHERE s.tenant_id = ${tenantId}::uuid AND s.kind = 'unlinked'
      AND NOT EXISTS (
        SELECT 1 FROM fact f WHERE f.tenant_id = s.tenant_id AND f.meeting_id = s.meeting_id AND f.name_id = s.name_id
          AND f.kind IN ('relink', 'dismiss') AND f.withdrawn_at IS NULL)
      ${when(type, (value) => Prisma.sql`n.type = ${value}`)}
      ${when(since, (value) => Prisma.sql`m.occurred_at >= ${value}`)}
      ${when(after, (place) => Prisma.sql`(m.occurred_at, s.id) < (${place.at}, ${place.id}::uuid)`)}
    ORDER BY m.occurred_at DESC, s.id DESC LIMIT ${limit}::int`

export type GuessedRow = { id: string; entityId: string; entityName: string; type: string }

/** Things with a state of which nobody told the type. */
export const listGuessedTypes = (
  tx: Tx,
  tenantId: string,
  { type, since }: ReviewFilter,
  after: string | null,
  limit: number,
): Promise<GuessedRow[]> =>
  tx.$queryRaw`
    SELECT n.id, e.id AS "entityId", e.name AS "entityName", e.type
    FROM name n JOIN entity e ON e.tenant_id = n.tenant_id AND e.id = n.id AND e.live AND e.merged_into IS NULL
    WHERE n.tenant_id = ${tenantId}::uuid AND n.guessed AND n.live AND n.entity_id = n.id
      AND EXISTS (SELECT 1 FROM state s WHERE s.tenant_id = n.tenant_id AND s.entity_id = e.id)
      AND NOT EXISTS (
        SELECT 1 FROM fact f WHERE f.tenant_id = n.tenant_id AND f.name_id = n.id AND f.kind = 'dismiss'
          AND f.meeting_id IS NULL AND f.withdrawn_at IS NULL)
      ${when(type, (value) => Prisma.sql`e.type = ${value}`)}
      ${when(since, (value) => Prisma.sql`e.last_seen >= ${value}`)}
      ${when(after, (value) => Prisma.sql`n.id > ${value}::uuid`)}
    ORDER BY n.id LIMIT ${limit}::int`
