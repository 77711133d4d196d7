import type { Evidence } from '../domain/observation/observation.ts'
import { rowsOf } from './record-set.ts'
import { send, type Tx } from './tx.ts'

/** What is folded of an entity. */
export type FoldedEntity = {
  id: string
  type: string
  name: string
  mergedInto: string | null
  live: boolean
  foldedKey: string
  firstSeen: Date | null
  lastSeen: Date | null
}

export type StoredState = {
  entityId: string
  dim: string
  item: string
  value: string
  valueEntity: string | null
  since: Date
  orderKey: string
  confidence: number
  evidence: Evidence[]
}

export const readFoldedEntities = (tx: Tx, tenantId: string, ids: readonly string[]): Promise<FoldedEntity[]> =>
  tx.$queryRaw`
    SELECT id, type, name, merged_into AS "mergedInto", live, folded_key AS "foldedKey", first_seen AS "firstSeen",
      last_seen AS "lastSeen"
    FROM entity WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${ids}::uuid[])`

/** Current state of many entities: the one read of prior state. */
export const readStoredStates = (tx: Tx, tenantId: string, ids: readonly string[]): Promise<StoredState[]> =>
  tx.$queryRaw`
    SELECT entity_id AS "entityId", dim, item, value, value_entity AS "valueEntity", since, order_key AS "orderKey", confidence,
      evidence
    FROM state WHERE tenant_id = ${tenantId}::uuid AND entity_id = ANY(${ids}::uuid[])`

export type EntityChanges = {
  entities: readonly {
    id: string
    type: string
    name: string
    mergedInto: string | null
    live: boolean
    foldedKey: string
    firstSeen: string | null
    lastSeen: string | null
  }[]
  removedStates: readonly { entityId: string; dim: string; item: string }[]
  states: readonly (Omit<StoredState, 'since'> & { type: string; since: string })[]
}

export const writeEntities = async (
  tx: Tx,
  tenantId: string,
  version: bigint,
  changes: EntityChanges,
): Promise<void> => {
  await send(tx)`
    WITH removed AS (
      DELETE FROM state s USING ${rowsOf(changes.removedStates, '"entityId" uuid, dim text, item text')}
      WHERE s.tenant_id = ${tenantId}::uuid AND s.entity_id = r."entityId" AND s.dim = r.dim AND s.item = r.item
    ), stated AS (
      INSERT INTO state (tenant_id, entity_id, dim, item, type, value, value_entity, since, order_key, confidence, evidence, version)
      SELECT ${tenantId}::uuid, r."entityId", r.dim, r.item, r.type, r.value, r."valueEntity", r.since, r."orderKey",
        r.confidence, r.evidence, ${version}::bigint
      FROM ${rowsOf(
        changes.states,
        `"entityId" uuid, dim text, item text, type text, value text, "valueEntity" uuid, since timestamptz, "orderKey" text,
         confidence int, evidence jsonb`,
      )}
      ON CONFLICT (tenant_id, entity_id, dim, item) DO UPDATE SET type = excluded.type, value = excluded.value,
        value_entity = excluded.value_entity, since = excluded.since, order_key = excluded.order_key,
        confidence = excluded.confidence, evidence = excluded.evidence, version = excluded.version
    )
    INSERT INTO entity (id, tenant_id, type, name, merged_into, live, first_seen, last_seen, folded_key, version)
    SELECT r.id, ${tenantId}::uuid, r.type, r.name, r."mergedInto", r.live, r."firstSeen", r."lastSeen", r."foldedKey",
      ${version}::bigint
    FROM ${rowsOf(
      changes.entities,
      `id uuid, type text, name text, "mergedInto" uuid, live bool, "foldedKey" text, "firstSeen" timestamptz,
       "lastSeen" timestamptz`,
    )}
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, merged_into = excluded.merged_into, live = excluded.live,
      first_seen = excluded.first_seen, last_seen = excluded.last_seen, folded_key = excluded.folded_key,
      version = excluded.version`
}

/** First and last meeting in which any of the names was said or stated. */
export const readSeen = (
  tx: Tx,
  tenantId: string,
  nameIds: readonly string[],
): Promise<{ nameId: string; firstSeen: Date; lastSeen: Date }[]> =>
  tx.$queryRaw`
    SELECT seen.name_id AS "nameId", min(m.occurred_at) AS "firstSeen", max(m.occurred_at) AS "lastSeen"
    FROM (
      SELECT DISTINCT name_id, meeting_id FROM mention
      WHERE tenant_id = ${tenantId}::uuid AND name_id = ANY(${nameIds}::uuid[])
      UNION
      SELECT name_id, source_id FROM name_source
      WHERE tenant_id = ${tenantId}::uuid AND name_id = ANY(${nameIds}::uuid[])
    ) seen JOIN meeting m ON m.tenant_id = ${tenantId}::uuid AND m.id = seen.meeting_id
    GROUP BY seen.name_id`
