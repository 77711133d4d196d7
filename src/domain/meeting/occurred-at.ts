import { AppError } from '../errors.ts'
import type { Precision } from './meeting.ts'
import { isTimeZone, startOfDayMs, zoneOffsetMs } from './time-zone.ts'

export type OccurredAt = {
  occurredAtMs: number
  precision: Precision
  /** The offset that was given, else the zone that was assumed. */
  timeZone: string
}

const datePattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|z|[+-]\d{2}:\d{2})?$/

/**
 * When a meeting took place: an RFC 3339 instant (its offset is kept), a date alone (00:00 in its own offset, else in
 * the tenant's zone), or nothing, in which case the moment of first acceptance counts.
 */
export const parseOccurredAt = (text: string | undefined, tenantZone: string, receivedAtMs: number): OccurredAt => {
  if (text === undefined) return { occurredAtMs: receivedAtMs, precision: 'received', timeZone: tenantZone }
  const match = datePattern.exec(text.trim())
  if (!match) throw refuse(text, 'write 2026-03-04T15:00:00+01:00 or 2026-03-04')
  const [, year, month, day, hour, minute, second, fraction, offset] = match
  const midnight = utcMidnight(Number(year), Number(month), Number(day))
  if (midnight === undefined) throw refuse(text, 'there is no such day')
  if (hour === undefined) {
    const zone = offset ? zoneOf(offset) : tenantZone
    if (!isTimeZone(zone)) throw refuse(text, `there is no time zone ${zone}`)
    return inRange(text, { occurredAtMs: startOfDayMs(midnight, zone), precision: 'day', timeZone: zone })
  }
  if (offset === undefined) throw refuse(text, 'a time needs its offset, such as Z or +02:00')
  const clock = Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second ?? 0) * 1000
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) throw refuse(text, 'there is no such time')
  const zone = zoneOf(offset)
  if (!isTimeZone(zone)) throw refuse(text, 'there is no such offset')
  const local = midnight + clock + Number((fraction ?? '').padEnd(3, '0').slice(0, 3))
  return inRange(text, { occurredAtMs: local - zoneOffsetMs(local, zone), precision: 'instant', timeZone: zone })
}

/** Years 1 to 9999 in UTC: Postgres has no year 0, and beyond 9999 an ISO string has another form. */
function inRange(text: string, value: OccurredAt): OccurredAt {
  const year = new Date(value.occurredAtMs).getUTCFullYear()
  if (year < 1 || year > 9999) throw refuse(text, 'the year must lie between 1 and 9999 in UTC')
  return value
}

function utcMidnight(year: number, month: number, day: number): number | undefined {
  const date = new Date(0)
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day)
  // A day that the month does not have lies in another month.
  return date.getUTCMonth() === month - 1 ? date.getTime() : undefined
}

function zoneOf(offset: string): string {
  return /^(?:z|[+-]00:00)$/i.test(offset) ? 'UTC' : offset
}

function refuse(text: string, hint: string): AppError {
  const message = `occurredAt ${JSON.stringify(text)} cannot be read: ${hint}`
  return new AppError('invalid_request', message, { details: [{ path: 'occurredAt', message: hint }] })
}
