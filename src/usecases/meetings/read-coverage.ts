import { readLatestCoverage } from '../../storage/read-runs.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { CoverageView } from '../views/transcript-views.ts'
import { findMeeting } from './find-meeting.ts'

/** Which segments were read, by which engine, and which were not; all zero before the first extraction is done. */
export const createReadCoverage =
  (read: TenantWork) =>
  ({ tenantId, meetingId }: { tenantId: string; meetingId: string }): Promise<CoverageView> =>
    read(tenantId, async (tx) => {
      const meeting = await findMeeting(tx, tenantId, meetingId)
      const found = await readLatestCoverage(tx, tenantId, meetingId)
      const none = { runId: null, segments: meeting.segmentCount, read: 0, gaps: [], parts: [] }
      return found ?? { ...none, engine: null, degraded: false }
    })
