import type { MeetingContext } from '../../domain/meeting/meeting.ts'
import { zoneOffsetMs } from '../../domain/meeting/time-zone.ts'

/** YYYY-MM-DD of a meeting where it was held. */
export const meetingDate = ({ occurredAt, timeZone }: Pick<MeetingContext, 'occurredAt' | 'timeZone'>): string => {
  const instant = Date.parse(occurredAt)
  return new Date(instant + zoneOffsetMs(instant, timeZone)).toISOString().slice(0, 10)
}
