import { when } from '../filters.ts'
import { Prisma } from '../generated/client.ts'
import { rowsOf } from '../record-set.ts'
import type { Tx } from '../tx.ts'
import type { PageOf } from './cut.ts'
import { meetingsAt } from './meetings.ts'

export type SubmittedSize = { meetingId: string; revision: number; bytes: number }

/** Which texts were submitted, and how long each is: any of them may be as large as a request may be. */
export const pageSubmittedSizes: PageOf<SubmittedSize> = (tx, tenantId, { cut, filter, after, limit }) =>
  tx.$queryRaw`
    SELECT x.meeting_id AS "meetingId", x.revision, octet_length(x.body) AS bytes
    FROM transcript x JOIN meeting m ON m.tenant_id = x.tenant_id AND m.id = x.meeting_id
    WHERE x.tenant_id = ${tenantId}::uuid AND x.created_at <= ${cut.at} AND ${meetingsAt(tenantId, cut, filter)}
      ${when(after, (row) => Prisma.sql`(x.meeting_id, x.revision) > (${row.meetingId}::uuid, ${row.revision}::int)`)}
    ORDER BY x.meeting_id, x.revision LIMIT ${limit}::int`

/** The texts themselves; what was erased meanwhile is missing. */
export const readSubmitted = (tx: Tx, tenantId: string, wanted: readonly SubmittedSize[]): Promise<object[]> =>
  tx.$queryRaw`
    SELECT x.meeting_id AS "meetingId", x.revision, x.format, x.body, x.created_at AS "createdAt"
    FROM transcript x JOIN ${rowsOf(wanted, '"meetingId" uuid, revision int')}
      ON r."meetingId" = x.meeting_id AND r.revision = x.revision
    WHERE x.tenant_id = ${tenantId}::uuid ORDER BY x.meeting_id, x.revision`
