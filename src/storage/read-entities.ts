import { containing, when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type EntityRow = {
  id: string
  type: string
  name: string
  live: boolean
  firstSeen: Date | null
  lastSeen: Date | null
}

export type EntityFilter = {
  ids?: readonly string[]
  type?: string
  /** `dim` null: the value of any dimension. */
  state?: { dim: string | null; value: string }
  project?: string
  lastSeenBefore?: Date
  after?: { type: string; name: string; id: string }
}

const columns = Prisma.sql`e.id, e.type, e.name, e.live, e.first_seen AS "firstSeen", e.last_seen AS "lastSeen"`

/** What an id stands for: itself, or whatever it was merged into. Null: there never was such an entity here. */
export const resolveEntity = async (tx: Tx, tenantId: string, id: string): Promise<EntityRow | null> => {
  const rows = await tx.$queryRaw<EntityRow[]>`
    WITH RECURSIVE chain AS (
      SELECT id, merged_into, 0 AS depth FROM entity WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid
      UNION ALL
      SELECT e.id, e.merged_into, c.depth + 1 FROM chain c
      JOIN entity e ON e.tenant_id = ${tenantId}::uuid AND e.id = c.merged_into WHERE c.depth < 20
    )
    SELECT ${columns} FROM entity e JOIN chain c ON c.id = e.id
    WHERE e.tenant_id = ${tenantId}::uuid AND c.merged_into IS NULL LIMIT 1`
  return rows[0] ?? null
}

/** Entities that stand for themselves, by type and name. */
export const listEntities = (tx: Tx, tenantId: string, filter: EntityFilter, limit: number): Promise<EntityRow[]> =>
  tx.$queryRaw`
    SELECT ${columns} FROM entity e
    WHERE e.tenant_id = ${tenantId}::uuid AND e.live AND e.merged_into IS NULL
      ${when(filter.ids, (value) => Prisma.sql`e.id = ANY(${value}::uuid[])`)}
      ${when(filter.type, (value) => Prisma.sql`e.type = ${value}`)}
      ${when(filter.lastSeenBefore, (value) => Prisma.sql`e.last_seen < ${value}`)}
      ${when(filter.state, hasState)}
      ${when(filter.project, spokenOfIn)}
      ${when(filter.after, (at) => Prisma.sql`(e.type, e.name, e.id) > (${at.type}, ${at.name}, ${at.id}::uuid)`)}
    ORDER BY e.type, e.name, e.id LIMIT ${limit}::int`

const hasState = ({ dim, value }: { dim: string | null; value: string }): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM state s WHERE s.tenant_id = e.tenant_id AND s.entity_id = e.id AND lower(s.value) = lower(${value})
    AND (${dim}::text IS NULL OR s.dim = ${dim}))`

const spokenOfIn = (project: string): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM name n
  JOIN mention x ON x.tenant_id = n.tenant_id AND x.name_id = n.id
  JOIN meeting m ON m.tenant_id = x.tenant_id AND m.id = x.meeting_id
  WHERE n.tenant_id = e.tenant_id AND n.entity_id = e.id AND m.project = ${project} AND m.deleted_at IS NULL)`

export type NameRow = { id: string; entityId: string; surface: string; key: string; imported: boolean }

/** The names that make up these entities, the oldest first. */
export const listNamesOf = (tx: Tx, tenantId: string, entityIds: readonly string[]): Promise<NameRow[]> =>
  tx.$queryRaw`
    SELECT id, entity_id AS "entityId", surface, key, imported FROM name
    WHERE tenant_id = ${tenantId}::uuid AND entity_id = ANY(${entityIds}::uuid[]) AND live
    ORDER BY entity_id, first_key, id`

/**
 * Live names of the tenant that contain one of two forms of a text, or without them all: a search in memory, since no
 * text index can be used under row-level security.
 */
export const listNameKeys = (
  tx: Tx,
  tenantId: string,
  filter: { type?: string; containing?: { key: string; surface: string } },
  limit: number,
): Promise<{ entityId: string; type: string; surface: string; key: string; imported: boolean; guessed: boolean }[]> =>
  tx.$queryRaw`
    SELECT entity_id AS "entityId", type, surface, key, imported, guessed FROM name
    WHERE tenant_id = ${tenantId}::uuid AND live
      ${when(filter.type, (value) => Prisma.sql`type = ${value}`)}
      ${when(filter.containing, ({ key, surface }) => {
        // All of its words, in whatever order.
        const words = key.split(' ').map((word) => Prisma.sql`key LIKE ${containing(word)}`)
        const inKey = key === '' ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(words, ' AND ')})`
        return Prisma.sql`(${inKey} OR surface ILIKE ${containing(surface)})`
      })}
    ORDER BY id LIMIT ${limit}::int`
