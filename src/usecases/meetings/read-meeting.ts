import type { TenantWork } from '../tenant-work.ts'
import type { MeetingView } from '../views/meeting-view.ts'
import { findMeeting } from './find-meeting.ts'
import { toMeetingView } from './to-meeting-view.ts'

export const createReadMeeting =
  (read: TenantWork) =>
  ({ tenantId, meetingId }: { tenantId: string; meetingId: string }): Promise<MeetingView> =>
    read(tenantId, async (tx) => toMeetingView(await findMeeting(tx, tenantId, meetingId)))
