import { z } from 'zod'
import { listMeetingTransitions } from '../../storage/read-transitions.ts'
import { toTransitionView } from '../changes/to-transition-view.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import type { TransitionView } from '../views/transition-views.ts'
import { findMeeting } from './find-meeting.ts'

export const readTransitionsQuery = z.strictObject({ ...pageQuery, dimension: z.string().max(40).optional() })

/** What this meeting changed and still counts, in the order in which it was said. */
export const createReadTransitions =
  (read: TenantWork) =>
  ({
    tenantId,
    meetingId,
    dimension,
    cursor,
    limit,
  }: { tenantId: string; meetingId: string } & z.infer<typeof readTransitionsQuery>): Promise<Page<TransitionView>> => {
    const place = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.string(), z.uuid()]))
    const after = place === undefined ? undefined : { orderKey: place[0], id: place[1] }
    return read(tenantId, async (tx) => {
      await findMeeting(tx, tenantId, meetingId)
      const rows = await listMeetingTransitions(tx, tenantId, { meetingId, dim: dimension, after }, limit + 1)
      return pageOf(rows, limit, toTransitionView, (row) => [row.orderKey, row.id])
    })
  }
