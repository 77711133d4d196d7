import { z } from 'zod'
import { meetingTypes } from '../../domain/meeting/meeting.ts'
import { listMeetings } from '../../storage/read-meetings.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import { decodeCursor, pageOf, pageQuery, timedPlace } from '../page.ts'
import { firstInstant, lastInstant, pointInTime } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import type { MeetingView } from '../views/meeting-view.ts'
import { toMeetingView } from './to-meeting-view.ts'

export const listMeetingsQuery = z.strictObject({
  ...pageQuery,
  project: z.string().max(200).optional(),
  account: z.string().max(200).optional(),
  series: z.string().max(200).optional(),
  type: z.enum(meetingTypes).optional(),
  source: z.string().max(80).optional(),
  externalId: z.string().max(500).optional(),
  q: z.string().min(1).max(200).optional().describe('Part of the title'),
  from: pointInTime.optional(),
  to: pointInTime.optional(),
})

/** Latest meeting first. */
export const createListMeetings =
  (read: TenantWork) =>
  ({
    tenantId,
    cursor,
    limit,
    from,
    to,
    ...filter
  }: { tenantId: string } & z.infer<typeof listMeetingsQuery>): Promise<Page<MeetingView>> => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, timedPlace)
    return read(tenantId, async (tx) => {
      const zone = await readTimeZone(tx, tenantId)
      const rows = await listMeetings(
        tx,
        tenantId,
        {
          ...filter,
          from: from === undefined ? undefined : firstInstant(from, zone),
          to: to === undefined ? undefined : lastInstant(to, zone),
          after: after === undefined ? undefined : { occurredAt: after[0], id: after[1] },
        },
        limit + 1,
      )
      return pageOf(rows, limit, toMeetingView, (row) => [row.occurredAt, row.id])
    })
  }
