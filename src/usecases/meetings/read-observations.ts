import { z } from 'zod'
import { listObservations, type ObservationRow } from '../../storage/read-observations.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import type { ObservationView } from '../views/transcript-views.ts'
import { findMeeting } from './find-meeting.ts'

export const readObservationsQuery = z.strictObject({
  ...pageQuery,
  dimension: z.string().max(40).optional(),
  linked: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('false: only those that belong to no entity yet'),
})

/** What was extracted from the meeting and counts, in the order in which it was said. */
export const createReadObservations =
  (read: TenantWork) =>
  ({
    tenantId,
    meetingId,
    dimension,
    linked,
    cursor,
    limit,
  }: { tenantId: string; meetingId: string } & z.infer<typeof readObservationsQuery>): Promise<
    Page<ObservationView>
  > => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.string()]))[0]
    return read(tenantId, async (tx) => {
      await findMeeting(tx, tenantId, meetingId)
      const rows = await listObservations(tx, tenantId, { meetingId, dim: dimension, linked, after }, limit + 1)
      return pageOf(rows, limit, toObservationView, (row) => [row.orderKey])
    })
  }

const toObservationView = ({ segment, ordinal, orderKey, dim, op, valueEntity, ...row }: ObservationRow) =>
  ({
    ...row,
    ...(row.quote === '' && { wordsRemoved: true }),
    segmentIndex: segment,
    dimension: dim,
    operation: op,
    valueEntityId: valueEntity,
  }) as ObservationView
