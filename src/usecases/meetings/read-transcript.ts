import { z } from 'zod'
import { listSegments } from '../../storage/read-transcripts.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import type { SegmentView } from '../views/transcript-views.ts'
import { findMeeting } from './find-meeting.ts'
import { mustHaveWords } from './must-have-words.ts'

export const readTranscriptQuery = z.strictObject({
  ...pageQuery,
  revision: z.coerce.number().int().min(1).max(1_000_000).optional().describe('Without it the transcript in force'),
  variant: z.enum(['raw']).default('raw').describe('raw: the words as they were said; quotes cite these'),
})

/** Segments in order. Until the first run has parsed the transcript there are none. */
export const createReadTranscript =
  (read: TenantWork) =>
  ({
    tenantId,
    meetingId,
    revision,
    cursor,
    limit,
  }: { tenantId: string; meetingId: string } & z.infer<typeof readTranscriptQuery>): Promise<Page<SegmentView>> => {
    const [after] = cursor === undefined ? [-1] : decodeCursor(cursor, z.tuple([z.int()]))
    return read(tenantId, async (tx) => {
      const meeting = await findMeeting(tx, tenantId, meetingId)
      const shown = revision ?? (meeting.liveRevision > 0 ? meeting.liveRevision : meeting.revision)
      const rows = await listSegments(tx, tenantId, meetingId, shown, { after, limit: limit + 1 })
      if (rows.length === 0 && meeting.segmentCount > 0) await mustHaveWords(tx, tenantId, meetingId)
      return pageOf(
        rows,
        limit,
        (row) => row as SegmentView,
        (row) => [row.index],
      )
    })
  }
