import type { MeetingContext } from '../../../domain/meeting/meeting.ts'
import { zoneOffsetMs } from '../../../domain/meeting/time-zone.ts'

const dayMs = 86_400_000
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

/** The day of a meeting where it was held, as UTC midnight of its date. */
const dayOf = ({ occurredAt, timeZone }: Pick<MeetingContext, 'occurredAt' | 'timeZone'>): number => {
  const instant = Date.parse(occurredAt)
  return Math.floor((instant + zoneOffsetMs(instant, timeZone)) / dayMs) * dayMs
}

const iso = (day: number): string => new Date(day).toISOString().slice(0, 10)
const weekday = (day: number): string => weekdays[new Date(day).getUTCDay()] ?? ''

/** "Tuesday, 2025-03-04" */
export const meetingDay = (meeting: MeetingContext): string => {
  const day = dayOf(meeting)
  return `${weekday(day)}, ${iso(day)}`
}

/** A calendar from Monday of the week before to Sunday five weeks on: models count days badly, and copy them well. */
export const calendarAround = (meeting: MeetingContext): string => {
  const today = dayOf(meeting)
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * dayMs
  const names = ['last week', 'this week', 'next week', 'in 2 weeks', 'in 3 weeks', 'in 4 weeks', 'in 5 weeks']
  return names
    .map((name, at) => {
      const start = monday + (at - 1) * 7 * dayMs
      const days = Array.from({ length: 7 }, (_, offset) => start + offset * dayMs)
      return `${name}: ${days.map((day) => `${weekday(day).slice(0, 3)} ${iso(day)}`).join(', ')}`
    })
    .join('\n')
}
