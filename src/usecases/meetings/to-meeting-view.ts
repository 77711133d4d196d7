import type { MeetingRow } from '../../storage/read-meetings.ts'
import { iso, isoOrNull } from '../views/common.ts'
import type { MeetingView } from '../views/meeting-view.ts'
import { meetingLinks } from './links.ts'

export const toMeetingView = (row: MeetingRow): MeetingView => {
  const { runId, runStatus, currentModel: _, modelVersion: __, liveRevision, deletedAt, ...meeting } = row
  return {
    ...(meeting as unknown as MeetingView),
    occurredAt: iso(row.occurredAt),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    retractedAt: isoOrNull(row.retractedAt),
    upgradable: isUpgradable(row),
    run: runId === null ? null : ({ id: runId, status: runStatus } as MeetingView['run']),
    links: meetingLinks(row.id, runId),
  }
}

/** Whether reading a meeting again may give more than what counts now. */
export const isUpgradable = ({ liveGeneration, modelVersion, currentModel, degraded }: MeetingRow): boolean =>
  liveGeneration > 0 && (modelVersion < currentModel || degraded)
