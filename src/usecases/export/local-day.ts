import { isTimeZone, zoneOffsetMs } from '../../domain/meeting/time-zone.ts'

/** The day of an instant by the clock on the wall of the meeting: 2026-03-04. */
export const localDay = (at: Date, zone: string | null): string => {
  const ms = at.getTime()
  return new Date(ms + (zone !== null && isTimeZone(zone) ? zoneOffsetMs(ms, zone) : 0)).toISOString().slice(0, 10)
}
