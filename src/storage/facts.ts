import type { NameLink } from '../domain/name/name-link.ts'
import { textKeyOf } from '../domain/observation/values.ts'
import type { Relink } from '../domain/record/name-meaning.ts'
import { rowsOf } from './record-set.ts'
import type { Tx } from './tx.ts'

export type FactKind =
  | 'alias'
  | 'same'
  | 'different'
  | 'unsure'
  | 'lock'
  | 'assert'
  | 'veto'
  | 'relink'
  | 'pin'
  | 'typed'
  | 'dismiss'
  | 'retract'

/** A fact as it is recorded; which fields it has depends on its kind. */
export type NewFact = {
  id: string
  groupId: string
  kind: FactKind
  origin: 'user' | 'import' | 'meeting' | 'model'
  /** Null for what is said of a whole meeting. */
  nameId: string | null
  otherNameId?: string | null
  meetingId?: string | null
  dim?: string | null
  op?: string | null
  value?: string | null
  valueName?: string | null
  orderKey?: string
  occurredAt?: string | null
  note?: string | null
  actor?: string | null
}

const columns = `id uuid, "groupId" uuid, kind text, origin text, "nameId" uuid, "otherNameId" uuid, "meetingId" uuid, dim text,
  op text, value text, "valueName" uuid, "valueKey" text, "orderKey" text, "occurredAt" timestamptz, note text, actor text`

/** Records facts. One that is there already and was withdrawn counts again. */
export const insertFacts = async (
  tx: Tx,
  tenantId: string,
  at: { version: bigint; namesVersion: bigint },
  facts: readonly NewFact[],
): Promise<void> => {
  const rows = facts.map((fact) => ({
    ...fact,
    valueKey: fact.kind === 'assert' && typeof fact.value === 'string' ? textKeyOf(fact.value) : null,
  }))
  await tx.$executeRaw`
    INSERT INTO fact (id, tenant_id, group_id, kind, origin, name_id, other_name_id, meeting_id, dim, op, value, value_name,
      value_key, order_key, occurred_at, note, actor, version, names_version)
    SELECT r.id, ${tenantId}::uuid, r."groupId", r.kind, r.origin, r."nameId", r."otherNameId", r."meetingId", r.dim, r.op,
      r.value, r."valueName", r."valueKey", COALESCE(r."orderKey", ''), r."occurredAt", r.note, r.actor, ${at.version}::bigint,
      ${at.namesVersion}::bigint
    FROM ${rowsOf(rows, columns)}
    ON CONFLICT (id) DO UPDATE SET group_id = excluded.group_id, op = excluded.op, value = excluded.value,
      value_name = excluded.value_name, value_key = excluded.value_key, order_key = excluded.order_key, occurred_at = excluded.occurred_at,
      note = excluded.note, actor = excluded.actor, version = excluded.version, names_version = excluded.names_version,
      recorded_at = now(), withdrawn_at = NULL`
}

export type FactRow = Required<Omit<NewFact, 'kind' | 'occurredAt'>> & {
  kind: FactKind | `value_${'same' | 'different' | 'unsure'}`
  valueKey: string | null
  otherKey: string | null
  occurredAt: Date | null
  withdrawnAt: Date | null
}

const read = `id, group_id AS "groupId", kind, origin, name_id AS "nameId", other_name_id AS "otherNameId",
  meeting_id AS "meetingId", dim, op, value, value_name AS "valueName", value_key AS "valueKey",
  other_key AS "otherKey", order_key AS "orderKey", occurred_at AS "occurredAt", note, actor, withdrawn_at AS "withdrawnAt"`

/** The facts that were recorded together with one, itself included. */
export const readFactGroup = (tx: Tx, tenantId: string, factId: string): Promise<FactRow[]> =>
  tx.$queryRawUnsafe(
    `SELECT ${read} FROM fact WHERE tenant_id = $1::uuid
       AND group_id = (SELECT group_id FROM fact WHERE tenant_id = $1::uuid AND id = $2::uuid) ORDER BY id`,
    tenantId,
    factId,
  )

/** Live facts that belong to a meeting: its own aliases, relinks and vetoes. */
export const readFactsOfMeeting = (tx: Tx, tenantId: string, meetingId: string): Promise<FactRow[]> =>
  tx.$queryRawUnsafe(
    `SELECT ${read} FROM fact WHERE tenant_id = $1::uuid AND meeting_id = $2::uuid AND withdrawn_at IS NULL ORDER BY id`,
    tenantId,
    meetingId,
  )

/** Live facts about names, but for what meetings say. */
export const readFactsAbout = (tx: Tx, tenantId: string, nameIds: readonly string[]): Promise<FactRow[]> =>
  tx.$queryRawUnsafe(
    `SELECT ${read} FROM fact WHERE tenant_id = $1::uuid AND (name_id = ANY($2::uuid[]) OR other_name_id = ANY($2::uuid[]))
       AND origin <> 'meeting' AND withdrawn_at IS NULL ORDER BY id`,
    tenantId,
    nameIds,
  )

export const withdrawFacts = async (
  tx: Tx,
  tenantId: string,
  namesVersion: bigint,
  ids: readonly string[],
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE fact SET withdrawn_at = now(), names_version = ${namesVersion}::bigint
    WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${ids}::uuid[]) AND withdrawn_at IS NULL`
}

export const toLink = (
  row: Pick<NewFact, 'id' | 'origin' | 'actor'> & {
    kind: string
    nameId: string | null
    otherNameId: string | null
    version?: bigint
  },
): NameLink => ({
  id: row.id,
  kind: row.kind as NameLink['kind'],
  origin: row.origin,
  a: row.nameId ?? '',
  b: row.otherNameId ?? row.nameId ?? '',
  recorded: Number(row.version ?? 0n),
  ...(row.origin === 'model' ? { analyst: row.actor ?? '' } : {}),
})

/** Meetings in which a user said that a name means one of these. */
export const readRelinkedTo = async (tx: Tx, tenantId: string, nameIds: readonly string[]): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ meetingId: string }[]>`
    SELECT DISTINCT meeting_id AS "meetingId" FROM fact
    WHERE tenant_id = ${tenantId}::uuid AND other_name_id = ANY(${nameIds}::uuid[]) AND kind = 'relink' AND withdrawn_at IS NULL
      AND meeting_id IS NOT NULL`
  return rows.map((row) => row.meetingId)
}

/** What users said names mean in these meetings. */
export const readRelinks = (tx: Tx, tenantId: string, meetingIds: readonly string[]): Promise<Relink[]> =>
  tx.$queryRaw`
    SELECT id, meeting_id AS "meetingId", name_id AS "from", other_name_id AS "to", version::float8 AS recorded FROM fact
    WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ANY(${meetingIds}::uuid[]) AND kind = 'relink' AND withdrawn_at IS NULL`
