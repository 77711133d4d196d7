import { when } from '../filters.ts'
import { Prisma } from '../generated/client.ts'
import { type MeetingRow, meetingRows } from '../read-meetings.ts'
import type { SegmentRow } from '../read-transcripts.ts'
import type { Cut, ExportFilter, PageOf } from './cut.ts'

/** Meetings `m` that were there at the cut; what was deleted or erased since is left out. */
export const meetingsAt = (tenantId: string, { at }: Cut, { since, series }: ExportFilter): Prisma.Sql => Prisma.sql`
  m.tenant_id = ${tenantId}::uuid AND m.deleted_at IS NULL AND m.created_at <= ${at}
  ${when(since, (value) => Prisma.sql`m.occurred_at >= ${value}`)}
  ${when(series, (value) => Prisma.sql`m.series = ${value}`)}`

/** By identity, which an edit leaves alone. */
export const pageMeetings: PageOf<MeetingRow & { identity: string }> = (tx, tenantId, given) =>
  tx.$queryRaw`
    ${meetingRows(Prisma.sql`m.identity,`)} WHERE ${meetingsAt(tenantId, given.cut, given.filter)}
      ${when(given.filter.type, (value) => Prisma.sql`m.type = ${value}`)}
      ${when(given.after, ({ identity }) => Prisma.sql`m.identity > ${identity}`)}
    ORDER BY m.identity LIMIT ${given.limit}::int`

export type ExportedSegment = SegmentRow & { meetingId: string; revision: number }

/** A transcript that is replaced meanwhile goes on as it began. */
export const pageSegments: PageOf<ExportedSegment> = (tx, tenantId, { cut, filter, after, limit }) => {
  const select = Prisma.sql`
    SELECT s.meeting_id AS "meetingId", s.revision, s.index, s.speaker, s.role, s.start_ms AS "startMs", s.end_ms AS "endMs", s.text
    FROM segment s JOIN meeting m ON m.tenant_id = s.tenant_id AND m.id = s.meeting_id
    WHERE s.tenant_id = ${tenantId}::uuid AND ${meetingsAt(tenantId, cut, filter)}`
  const end = Prisma.sql`ORDER BY s.meeting_id, s.revision, s.index LIMIT ${limit}::int`
  const inForce = Prisma.sql`s.revision = CASE WHEN m.live_revision > 0 THEN m.live_revision ELSE m.revision END`
  if (after === undefined) return tx.$queryRaw`${select} AND ${inForce} ${end}`
  const { meetingId, revision, index } = after
  return tx.$queryRaw`
    SELECT * FROM (
      (${select} AND s.meeting_id = ${meetingId}::uuid AND s.revision = ${revision}::int AND s.index > ${index}::int ${end})
      UNION ALL
      (${select} AND s.meeting_id > ${meetingId}::uuid AND ${inForce} ${end})
    ) rest ORDER BY "meetingId", revision, index LIMIT ${limit}::int`
}
