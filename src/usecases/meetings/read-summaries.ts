import { z } from 'zod'
import { listSummaries } from '../../storage/read-transcripts.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, type Page } from '../views/common.ts'
import type { SummaryView } from '../views/transcript-views.ts'
import { findMeeting } from './find-meeting.ts'

export const readSummariesQuery = z.strictObject({
  persona: z.string().max(40).optional(),
  profile: z
    .enum(['rich', 'lite'])
    .default('rich')
    .describe('lite: only title, headline and spotlight, without evidence'),
})

const liteLevels: ReadonlySet<string> = new Set(['title', 'headline', 'spotlight'])

/** Five levels for each persona, or the three short ones: few enough for one page. */
export const createReadSummaries =
  (read: TenantWork) =>
  ({
    tenantId,
    meetingId,
    persona,
    profile,
  }: { tenantId: string; meetingId: string } & z.infer<typeof readSummariesQuery>): Promise<Page<SummaryView>> =>
    read(tenantId, async (tx) => {
      await findMeeting(tx, tenantId, meetingId)
      const rows = await listSummaries(tx, tenantId, meetingId, persona)
      return {
        items: rows
          .filter((row) => profile === 'rich' || liteLevels.has(row.level))
          .map((row) => ({ ...row, updatedAt: iso(row.updatedAt) }) as SummaryView)
          .map((row) => (profile === 'rich' ? row : { ...row, profile, evidence: [] })),
        nextCursor: null,
      }
    })
