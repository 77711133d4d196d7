import { z } from 'zod'
import { listChanges, listMeetingVersions, listNewEntities } from '../../storage/read-changes.ts'
import { decodePlace, encodePlace, firstPlace, placeOf, toChangeView } from '../changes/to-change-view.ts'
import { pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { DiffView } from '../views/transition-views.ts'
import { findMeeting } from './find-meeting.ts'

export const readDiffQuery = z.strictObject(pageQuery)

/**
 * What the record gained and lost by this meeting: the transitions that were written with its facts, and those, of
 * whatever meeting, that they replaced (a late meeting splits what was one step before).
 */
export const createReadDiff =
  (read: TenantWork) =>
  ({
    tenantId,
    meetingId,
    cursor,
    limit,
  }: { tenantId: string; meetingId: string } & z.infer<typeof readDiffQuery>): Promise<DiffView> => {
    const since = cursor === undefined ? firstPlace : decodePlace(cursor, 'cursor')
    return read(tenantId, async (tx) => {
      await findMeeting(tx, tenantId, meetingId)
      const versions = await listMeetingVersions(tx, tenantId, meetingId)
      const rows = versions.length === 0 ? [] : await listChanges(tx, tenantId, { since, versions }, limit + 1)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        meetingId,
        items: shown.map(toChangeView),
        nextCursor: rows.length > limit && last ? encodePlace(placeOf(last)) : null,
        newEntities: cursor === undefined ? await listNewEntities(tx, tenantId, meetingId) : [],
      }
    })
  }
