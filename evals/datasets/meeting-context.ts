import type { MeetingContext, Participant } from '../../src/domain/meeting/meeting.ts'
import { parseOccurredAt } from '../../src/domain/meeting/occurred-at.ts'

/** What a client would send with the words: title, time, series and who took part. */
export const meetingContext = (told: {
  title: string
  type: 'meeting' | 'call'
  occurredAt: string
  series: string
  participants: readonly Participant[]
}): MeetingContext => {
  const { occurredAtMs, precision, timeZone } = parseOccurredAt(told.occurredAt, 'UTC', 0)
  return {
    title: told.title,
    type: told.type,
    occurredAt: new Date(occurredAtMs).toISOString(),
    precision,
    timeZone,
    series: told.series,
    project: null,
    account: null,
    language: null,
    participants: told.participants.map(({ name, role }) => (role ? { name, role } : { name })),
  }
}
