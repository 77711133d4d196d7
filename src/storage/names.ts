import type { Name, NameSource } from '../domain/name/name.ts'
import type { Contest } from '../domain/name/name-book.ts'
import { rowsOf } from './record-set.ts'
import { send, type Tx } from './tx.ts'

/** A name with what clustering made of it. */
export type NameRow = Name & { live: boolean; entityId: string; contest: Contest | null }

/** Names that changed after a version of the names; dead ones too, unless everything is asked for. */
export const readNamesSince = (tx: Tx, tenantId: string, since: bigint): Promise<NameRow[]> =>
  tx.$queryRaw`
    SELECT id, type, scope, key, surface, imported, guessed, first_key AS "firstKey", live, entity_id AS "entityId", contest
    FROM name WHERE tenant_id = ${tenantId}::uuid AND names_version > ${since}::bigint AND (live OR ${since}::bigint >= 0)`

export type NameChanges = {
  names: readonly NameRow[]
  put: readonly NameSource[]
  removed: readonly { nameId: string; sourceId: string }[]
}

/** Names and the reasons why they exist. */
export const writeNames = async (
  tx: Tx,
  tenantId: string,
  namesVersion: bigint,
  changes: NameChanges,
): Promise<void> => {
  const names = [...changes.names].sort((a, b) => (a.id < b.id ? -1 : 1)).map((name) => ({ ...name, namesVersion }))
  await send(tx)`
    WITH removed AS (
      DELETE FROM name_source s USING ${rowsOf(changes.removed, '"nameId" uuid, "sourceId" uuid')}
      WHERE s.tenant_id = ${tenantId}::uuid AND s.name_id = r."nameId" AND s.source_id = r."sourceId"
    ), put AS (
      INSERT INTO name_source (tenant_id, name_id, source_id, kind, surface, guessed, order_key)
      SELECT ${tenantId}::uuid, r."nameId", r."sourceId", r.kind, r.surface, r.guessed, r."orderKey"
      FROM ${rowsOf(changes.put, '"nameId" uuid, "sourceId" uuid, kind text, surface text, guessed bool, "orderKey" text')}
      ON CONFLICT (tenant_id, name_id, source_id)
      DO UPDATE SET kind = excluded.kind, surface = excluded.surface, guessed = excluded.guessed,
        order_key = excluded.order_key
    )
    INSERT INTO name (id, tenant_id, type, scope, key, surface, imported, guessed, live, first_key, names_version,
      entity_id, contest)
    SELECT r.id, ${tenantId}::uuid, r.type, r.scope, r.key, r.surface, r.imported, r.guessed, r.live, r."firstKey",
      r."namesVersion", r."entityId", r.contest
    FROM ${rowsOf(
      names,
      `id uuid, type text, scope text, key text, surface text, imported bool, guessed bool, live bool, "firstKey" text,
       "namesVersion" bigint, "entityId" uuid, contest jsonb`,
    )}
    ON CONFLICT (id) DO UPDATE SET key = excluded.key, surface = excluded.surface, imported = excluded.imported, guessed = excluded.guessed,
      live = excluded.live, first_key = excluded.first_key, names_version = excluded.names_version, entity_id = excluded.entity_id,
      contest = excluded.contest`
}

type SourceRow = Omit<NameSource, 'type' | 'scope' | 'key'>

/** What a meeting or a statement supports. */
export const readSourcesOf = (tx: Tx, tenantId: string, sourceIds: readonly string[]): Promise<NameSource[]> =>
  tx.$queryRaw`
    SELECT s.name_id AS "nameId", s.source_id AS "sourceId", s.kind, s.surface, s.guessed, s.order_key AS "orderKey", n.type, n.scope, n.key
    FROM name_source s JOIN name n ON n.tenant_id = s.tenant_id AND n.id = s.name_id
    WHERE s.tenant_id = ${tenantId}::uuid AND s.source_id = ANY(${sourceIds}::uuid[])`

/** The best source of each name that is left without the given ones: an import, else the earliest. It was told its type if any was. */
export const readRemainingSources = (
  tx: Tx,
  tenantId: string,
  nameIds: readonly string[],
  without: readonly { nameId: string; sourceId: string }[],
): Promise<SourceRow[]> =>
  tx.$queryRaw`
    SELECT DISTINCT ON (s.name_id) s.name_id AS "nameId", s.source_id AS "sourceId", s.kind, s.surface,
      s.order_key AS "orderKey", bool_and(s.guessed) OVER (PARTITION BY s.name_id) AS guessed
    FROM name_source s
    WHERE s.tenant_id = ${tenantId}::uuid AND s.name_id = ANY(${nameIds}::uuid[])
      AND NOT EXISTS (
        SELECT 1 FROM ${rowsOf(without, '"nameId" uuid, "sourceId" uuid')}
        WHERE r."nameId" = s.name_id AND r."sourceId" = s.source_id)
    ORDER BY s.name_id, (s.kind = 'import') DESC, s.order_key, s.surface COLLATE "C"`
