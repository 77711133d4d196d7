import { z } from 'zod'
import { listInsights } from '../../storage/read-insights.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import { findMeeting } from '../meetings/find-meeting.ts'
import { decodeCursor, pageOf, pageQuery, timedPlace } from '../page.ts'
import { firstInstant, lastInstant, pointInTime } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import { type EvidenceView, iso, type Page } from '../views/common.ts'
import type { InsightView } from '../views/transcript-views.ts'

const ofMeeting = {
  ...pageQuery,
  kind: z.string().max(40).optional(),
  persona: z.string().max(40).optional(),
  owner: z.string().max(200).optional(),
  status: z.string().max(40).optional().describe('Of action items: open, done, dropped'),
}

export const meetingInsightsQuery = z.strictObject(ofMeeting)

export const listInsightsQuery = z.strictObject({
  ...ofMeeting,
  project: z.string().max(200).optional(),
  from: pointInTime.optional(),
  to: pointInTime.optional(),
})

type Query = { tenantId: string; meetingId?: string } & z.infer<typeof listInsightsQuery>

/** Of one meeting or of all, latest meeting first. */
export const createListInsights =
  (read: TenantWork) =>
  ({ tenantId, cursor, limit, from, to, ...filter }: Query): Promise<Page<InsightView>> => {
    const place = cursor === undefined ? undefined : decodeCursor(cursor, timedPlace)
    return read(tenantId, async (tx) => {
      if (filter.meetingId !== undefined) await findMeeting(tx, tenantId, filter.meetingId)
      const zone = await readTimeZone(tx, tenantId)
      const rows = await listInsights(
        tx,
        tenantId,
        {
          ...filter,
          from: from === undefined ? undefined : firstInstant(from, zone),
          to: to === undefined ? undefined : lastInstant(to, zone),
          after: place === undefined ? undefined : { occurredAt: place[0], id: place[1] },
        },
        limit + 1,
      )
      return pageOf(
        rows,
        limit,
        (row) => ({ ...row, occurredAt: iso(row.occurredAt), evidence: row.evidence as EvidenceView[] }),
        (row) => [row.occurredAt, row.id],
      )
    })
  }
