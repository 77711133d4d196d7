import { when } from '../filters.ts'
import { Prisma } from '../generated/client.ts'
import type { NameRow } from '../read-entities.ts'
import type { StateRow } from '../read-state.ts'
import { type TransitionRow, transitionColumnsWith, transitionNames } from '../read-transitions.ts'
import type { Tx } from '../tx.ts'
import type { Cut, PageOf } from './cut.ts'

export type ExportedEntity = {
  id: string
  type: string
  name: string
  mergedInto: string | null
  firstSeen: Date | null
  lastSeen: Date | null
}

/**
 * What stands for itself, and what did at the cut and was merged or taken back since: the state of a thing is never lost
 * between two pages.
 */
export const pageEntities: PageOf<ExportedEntity> = (tx, tenantId, { cut, filter, after, limit }) => {
  const beyond = (column: Prisma.Sql): Prisma.Sql => when(after, ({ id }) => Prisma.sql`${column} > ${id}::uuid`)
  return tx.$queryRaw`
    SELECT e.id, e.type, e.name, e.merged_into AS "mergedInto", e.first_seen AS "firstSeen", e.last_seen AS "lastSeen"
    FROM (
      (SELECT DISTINCT n.entity_id AS id FROM name n JOIN entity e ON e.tenant_id = n.tenant_id AND e.id = n.entity_id
        WHERE n.tenant_id = ${tenantId}::uuid AND n.live AND e.live AND e.merged_into IS NULL
          ${when(filter.type, (value) => Prisma.sql`e.type = ${value}`)}
          ${when(filter.since, (value) => Prisma.sql`e.last_seen >= ${value}`)} ${beyond(Prisma.sql`n.entity_id`)}
        ORDER BY 1 LIMIT ${limit}::int)
      UNION
      (SELECT DISTINCT t.entity_id AS id FROM transition t JOIN entity e ON e.tenant_id = t.tenant_id AND e.id = t.entity_id
        WHERE t.tenant_id = ${tenantId}::uuid AND t.superseded_version > ${cut.version}::bigint
          AND t.version <= ${cut.version}::bigint AND t.to_value IS NOT NULL
          ${when(filter.type, (value) => Prisma.sql`e.type = ${value}`)}
          ${when(filter.since, (value) => Prisma.sql`e.last_seen >= ${value}`)} ${beyond(Prisma.sql`t.entity_id`)}
        ORDER BY 1 LIMIT ${limit}::int)
    ) found JOIN entity e ON e.tenant_id = ${tenantId}::uuid AND e.id = found.id
    ORDER BY e.id LIMIT ${limit}::int`
}

/** Every name of these entities, the oldest first. */
export const readAliases = (tx: Tx, tenantId: string, entityIds: readonly string[]): Promise<NameRow[]> =>
  tx.$queryRaw`
    SELECT id, entity_id AS "entityId", surface, key, imported FROM name
    WHERE tenant_id = ${tenantId}::uuid AND entity_id = ANY(${entityIds}::uuid[]) AND live
    ORDER BY entity_id, first_key, id`

/** Transitions `t` of some entities that counted at the cut; each part has an index of its own. */
const countedAt = (
  columns: Prisma.Sql,
  tenantId: string,
  entityIds: readonly string[],
  { version }: Cut,
  after: Prisma.Sql = Prisma.empty,
): Prisma.Sql => {
  const part = (counts: Prisma.Sql): Prisma.Sql => Prisma.sql`
    SELECT ${columns} FROM transition t
    WHERE t.tenant_id = ${tenantId}::uuid AND t.entity_id = ANY(${entityIds}::uuid[]) AND t.version <= ${version}::bigint
      AND ${counts} ${after}`
  return Prisma.sql`${part(Prisma.sql`t.superseded_at IS NULL`)} UNION ALL
    ${part(Prisma.sql`t.superseded_at IS NOT NULL AND t.superseded_version > ${version}::bigint`)}`
}

/** State at the cut: per dimension and item the last transition in order, unless it led to nothing. */
export const readStatesAt = (tx: Tx, tenantId: string, entityIds: readonly string[], cut: Cut): Promise<StateRow[]> =>
  tx.$queryRaw`
    SELECT last."entityId", last.dim, last.item, last.value, s.value_entity AS "valueEntity", last.since, last."orderKey",
      last.confidence, last.evidence
    FROM (
      SELECT DISTINCT ON ("entityId", dim, item) * FROM (${countedAt(
        Prisma.sql`t.entity_id AS "entityId", t.dim, t.item, t.to_value AS value, t.valid_at AS since,
          t.order_key AS "orderKey", t.confidence, t.evidence`,
        tenantId,
        entityIds,
        cut,
      )}) counted
      ORDER BY "entityId", dim, item, "orderKey" DESC
    ) last
    LEFT JOIN state s ON s.tenant_id = ${tenantId}::uuid AND s.entity_id = last."entityId" AND s.dim = last.dim
      AND s.item = last.item AND s.value = last.value
    WHERE last.value IS NOT NULL ORDER BY last."entityId", last.dim, last.item`

/** What was superseded after the cut was not superseded then. */
const columnsAt = ({ version }: Cut): Prisma.Sql =>
  transitionColumnsWith(
    Prisma.sql`CASE WHEN t.superseded_version <= ${version}::bigint THEN t.superseded_at END AS "supersededAt"`,
  )

/** What counted at the cut of the history of some entities, entity by entity, in the order of the meetings. */
export const pageHistories = (
  tx: Tx,
  tenantId: string,
  entityIds: readonly string[],
  given: { cut: Cut; after: TransitionRow | undefined; limit: number },
): Promise<TransitionRow[]> => {
  const { cut, after, limit } = given
  const beyond = when(
    after,
    (row) => Prisma.sql`(t.entity_id, t.order_key, t.id) > (${row.entityId}::uuid, ${row.orderKey}, ${row.id}::uuid)`,
  )
  return tx.$queryRaw`
    SELECT ${columnsAt(cut)} FROM (${countedAt(Prisma.sql`t.*`, tenantId, entityIds, cut, beyond)}) t ${transitionNames}
    ORDER BY t.entity_id, t.order_key, t.id LIMIT ${limit}::int`
}

/** In the order in which they were recorded. */
export const pageTransitions: PageOf<TransitionRow> = (tx, tenantId, { cut, filter, after, limit }) =>
  tx.$queryRaw`
    SELECT ${columnsAt(cut)} FROM transition t ${transitionNames}
    WHERE t.tenant_id = ${tenantId}::uuid AND t.version <= ${cut.version}::bigint
      ${filter.superseded ? Prisma.empty : Prisma.sql`AND (t.superseded_version IS NULL OR t.superseded_version > ${cut.version}::bigint)`}
      ${when(filter.since, (value) => Prisma.sql`t.valid_at >= ${value}`)}
      ${when(filter.type, (value) => Prisma.sql`t.type = ${value}`)}
      ${when(filter.series, (value) => Prisma.sql`m.series = ${value}`)}
      ${when(after, (row) => Prisma.sql`(t.version, t.id) > (${row.version}::bigint, ${row.id}::uuid)`)}
    ORDER BY t.version, t.id LIMIT ${limit}::int`

export type ExportedFact = { id: string; groupId: string } & Record<string, unknown>

/** What users, catalogues, meetings and models said of names. */
export const pageFacts: PageOf<ExportedFact> = (tx, tenantId, { cut, filter, after, limit }) =>
  tx.$queryRaw`
    SELECT f.id, f.group_id AS "groupId", f.kind, f.origin, f.name_id AS "nameId", n.entity_id AS "entityId", n.surface AS name,
      f.other_name_id AS "otherNameId", x.surface AS "otherName", f.meeting_id AS "meetingId", f.dim AS dimension,
      f.op AS operation, f.value, f.value_name AS "valueNameId", f.occurred_at AS "occurredAt", f.note, f.actor,
      f.prompt_version AS "promptVersion", f.version::text AS version, f.recorded_at AS "recordedAt",
      CASE WHEN f.withdrawn_at <= ${cut.at} THEN f.withdrawn_at END AS "withdrawnAt"
    FROM fact f
    LEFT JOIN name n ON n.tenant_id = f.tenant_id AND n.id = f.name_id
    LEFT JOIN name x ON x.tenant_id = f.tenant_id AND x.id = f.other_name_id
    WHERE f.tenant_id = ${tenantId}::uuid AND f.version <= ${cut.version}::bigint
      ${when(filter.since, (value) => Prisma.sql`f.recorded_at >= ${value}`)}
      ${when(filter.type, (value) => Prisma.sql`f.kind = ${value}`)}
      ${when(after, (row) => Prisma.sql`(f.group_id, f.id) > (${row.groupId}::uuid, ${row.id}::uuid)`)}
    ORDER BY f.group_id, f.id LIMIT ${limit}::int`
