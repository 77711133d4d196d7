import type { RecordMeetingRow } from '../storage/record-meetings.ts'
import type { RecordMeeting } from './change.ts'

/** A stored meeting with what was said in it, as the record reads it. */
export const toRecordMeeting = (row: RecordMeetingRow, segments: RecordMeeting['segments']): RecordMeeting => ({
  meetingId: row.id,
  meeting: { title: row.title, series: row.series, participants: row.participants },
  segments,
  orderKey: row.orderKey,
  occurredAt: row.occurredAt.toISOString(),
  timeZone: row.timeZone,
})
