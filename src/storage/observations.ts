import type { Attachment, NameLinkage, ObservationFact } from '../domain/observation/observation-fact.ts'
import { rowsOf } from './record-set.ts'
import { send, type Tx } from './tx.ts'

/** An observation with the names that it counts for. */
export type ObservationRow = ObservationFact & {
  nameId: string | null
  valueName: string | null
  valueKey: string | null
  link: NameLinkage
}

const columns = `o.id, o.meeting_id AS "meetingId", o.segment, o.ordinal, o.order_key AS "orderKey", o.stated_name AS "statedName",
  o.type_hint AS "typeHint", o.within, o.dim AS dimension, o.op, o.value, o.stated_value_name AS "statedValueName", o.modality,
  o.effective_at AS "effectiveAt", o.basis, o.confidence, o.cue, o.quote, o.speaker, o.start_ms AS "startMs", o.start,
  o.name_id AS "nameId", o.value_name AS "valueName", o.value_key AS "valueKey", o.link`

export const readObservationsOfMeetings = (
  tx: Tx,
  tenantId: string,
  meetingIds: readonly string[],
): Promise<ObservationRow[]> =>
  tx.$queryRawUnsafe(
    `SELECT ${columns} FROM observation o WHERE o.tenant_id = $1::uuid AND o.meeting_id = ANY($2::uuid[])
     ORDER BY o.meeting_id, o.order_key, o.id`,
    tenantId,
    meetingIds,
  )

export type TimedObservation = ObservationRow & { occurredAt: Date; timeZone: string }

/** Everything that meetings state about these names. */
export const readObservationsOfNames = (
  tx: Tx,
  tenantId: string,
  nameIds: readonly string[],
): Promise<TimedObservation[]> =>
  tx.$queryRawUnsafe(
    `SELECT ${columns}, m.occurred_at AS "occurredAt", m.time_zone AS "timeZone"
     FROM observation o JOIN meeting m ON m.tenant_id = o.tenant_id AND m.id = o.meeting_id
     WHERE o.tenant_id = $1::uuid AND o.name_id = ANY($2::uuid[]) AND o.live`,
    tenantId,
    nameIds,
  )

/** Names about which something is stated whose value is one of these names. */
export const readNamesWithValues = async (
  tx: Tx,
  tenantId: string,
  valueNames: readonly string[],
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT name_id AS id FROM observation
    WHERE tenant_id = ${tenantId}::uuid AND value_name = ANY(${valueNames}::uuid[]) AND name_id IS NOT NULL
    UNION
    SELECT name_id FROM fact
    WHERE tenant_id = ${tenantId}::uuid AND value_name = ANY(${valueNames}::uuid[]) AND withdrawn_at IS NULL`
  return rows.map((row) => row.id)
}

export type ObservationChanges = {
  deleted: readonly string[]
  inserted: readonly ObservationRow[]
  /** Attached otherwise than before. */
  attached: readonly Attachment[]
}

export const writeObservations = async (
  tx: Tx,
  tenantId: string,
  generation: number,
  { deleted, inserted, attached }: ObservationChanges,
): Promise<void> => {
  const insertedColumns = `id uuid, "meetingId" uuid, segment int, ordinal int, "orderKey" text, "statedName" uuid, "nameId" uuid,
    "typeHint" text, within jsonb, dimension text, op text, value text, "statedValueName" uuid, "valueName" uuid, "valueKey" text, modality text,
    "effectiveAt" text, basis text, confidence int, cue text, quote text, speaker text, "startMs" int, start int, link jsonb`
  await send(tx)`
    WITH deleted AS (
      DELETE FROM observation WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${deleted}::uuid[])
    ), attached AS (
      UPDATE observation o SET name_id = r."nameId", value_name = r."valueNameId", value_key = r."valueKey", link = r.link
      FROM ${rowsOf(attached, '"observationId" uuid, "nameId" uuid, "valueNameId" uuid, "valueKey" text, link jsonb')}
      WHERE o.tenant_id = ${tenantId}::uuid AND o.id = r."observationId"
    )
    INSERT INTO observation (id, tenant_id, meeting_id, generation, segment, ordinal, order_key, stated_name, name_id, type_hint,
      within, dim, op, value, stated_value_name, value_name, value_key, modality, effective_at, basis, confidence, cue, quote, speaker, start_ms, start, link)
    SELECT r.id, ${tenantId}::uuid, r."meetingId", ${generation}::int, r.segment, r.ordinal, r."orderKey", r."statedName",
      r."nameId", r."typeHint", r.within, r.dimension, r.op, r.value, r."statedValueName", r."valueName", r."valueKey", r.modality, r."effectiveAt",
      r.basis, r.confidence, r.cue, r.quote, r.speaker, r."startMs", r.start, r.link
    FROM ${rowsOf(inserted, insertedColumns)}`
}

/** Moves the observations of a meeting in time: everything after the prefix of their keys stays. */
export const moveObservations = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  prefixes: { from: string; to: string },
): Promise<void> => {
  await send(tx)`
    UPDATE observation SET order_key = ${prefixes.to} || substr(order_key, ${prefixes.from.length + 1}::int)
    WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid`
}

/** The order key of any observation of a meeting: it tells at which time the meeting was folded. */
export const readOneOrderKey = async (tx: Tx, tenantId: string, meetingId: string): Promise<string | undefined> => {
  const rows = await tx.$queryRaw<{ orderKey: string }[]>`
    SELECT order_key AS "orderKey" FROM observation
    WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid LIMIT 1`
  return rows[0]?.orderKey
}
