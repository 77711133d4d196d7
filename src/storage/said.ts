import type { Tx } from './tx.ts'

/** A place in a live meeting where a name was said. */
export type SaidPlace = { nameId: string; speaker: string | null; text: string; start: number; end: number }

/** A few places for each of some names, of the latest meetings first. */
export const readSaidPlaces = (
  tx: Tx,
  tenantId: string,
  nameIds: readonly string[],
  most: number,
): Promise<SaidPlace[]> =>
  tx.$queryRaw`
    SELECT asked.id AS "nameId", place.speaker, place.text, place.start, place."end"
    FROM unnest(${nameIds}::uuid[]) AS asked(id)
    CROSS JOIN LATERAL (
      SELECT s.speaker, s.text, x.start, x."end"
      FROM mention x
      JOIN meeting m ON m.tenant_id = x.tenant_id AND m.id = x.meeting_id AND m.deleted_at IS NULL
      JOIN segment s ON s.tenant_id = x.tenant_id AND s.meeting_id = x.meeting_id AND s.revision = m.live_revision
        AND s.index = x.segment
      WHERE x.tenant_id = ${tenantId}::uuid AND x.name_id = asked.id
      ORDER BY x.meeting_id DESC, x.segment, x.start
      LIMIT ${most}::int
    ) place`

/** Which of some names were stated or said in meetings of a series. */
export const readNamesOfSeries = async (
  tx: Tx,
  tenantId: string,
  series: string,
  nameIds: readonly string[],
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT asked.id
    FROM unnest(${nameIds}::uuid[]) AS asked(id)
    WHERE EXISTS (
      SELECT FROM mention x JOIN meeting m ON m.tenant_id = x.tenant_id AND m.id = x.meeting_id
      WHERE x.tenant_id = ${tenantId}::uuid AND x.name_id = asked.id AND m.series = ${series} AND m.deleted_at IS NULL
    ) OR EXISTS (
      SELECT FROM name_source x JOIN meeting m ON m.tenant_id = x.tenant_id AND m.id = x.source_id
      WHERE x.tenant_id = ${tenantId}::uuid AND x.name_id = asked.id AND m.series = ${series} AND m.deleted_at IS NULL
    )`
  return rows.map((row) => row.id)
}
