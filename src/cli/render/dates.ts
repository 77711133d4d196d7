import { isTimeZone, zoneOffsetMs } from '../../domain/meeting/time-zone.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longMonths = 'January February March April May June July August September October November December'.split(' ')
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const isoDay = /^(\d{4})-(\d{2})-(\d{2})/

type Day = { year: number; month: number; day: number }

/** The day as written: a meeting's own day does not depend on where its record is read. */
const parts = (iso: string): Day | null => {
  const match = isoDay.exec(iso)
  return match ? { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) } : null
}

const utc = ({ year, month, day }: Day): number => new Date(0).setUTCFullYear(year, month - 1, day)

/** What a catalogue says without a date has held since the first day there is. */
export const isAlways = (iso: string): boolean => iso.startsWith('0001-01-01')

/** "12 Mar 2026"; what is no date comes back as it is. */
export const formatDay = (iso: string): string => {
  if (isAlways(iso)) return 'always'
  const day = parts(iso)
  return day ? `${day.day} ${months[day.month - 1]} ${day.year}` : iso
}

/** "12 Mar". */
export const formatShortDay = (iso: string): string => formatDay(iso).replace(/ \d{4}$/, '')

/** "Thursday 12 March 2026". */
export const formatLongDay = (iso: string): string => {
  const day = parts(iso)
  if (!day) return iso
  return `${weekdays[new Date(utc(day)).getUTCDay()]} ${day.day} ${longMonths[day.month - 1]} ${day.year}`
}

/** "12 Mar 2026 14:05:09 UTC": for moments of recording. */
export const formatMoment = (iso: string): string => {
  const time = /T(\d{2}:\d{2}:\d{2})/.exec(iso)?.[1]
  return time ? `${formatDay(iso)} ${time}${iso.endsWith('Z') ? ' UTC' : ''}` : formatDay(iso)
}

/** An instant as the clock on the wall of the meeting showed it, so that its day is the day of the meeting. */
export const localTime = ({ occurredAt, timeZone }: { occurredAt: string; timeZone: string | null }): string => {
  const instant = Date.parse(occurredAt)
  if (timeZone === null || !isTimeZone(timeZone) || Number.isNaN(instant)) return occurredAt
  return new Date(instant + zoneOffsetMs(instant, timeZone)).toISOString().replace('Z', '')
}

/** "12 Mar 14:05": for lists of what is recent. */
export const formatStamp = (iso: string): string =>
  `${formatShortDay(iso)} ${/T(\d{2}:\d{2})/.exec(iso)?.[1] ?? ''}`.trimEnd()

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** Days from one date to another; 0 when either is no date. */
export const daysBetween = (from: string | null, to: string | null): number => {
  if (!from || !to || !isDay(from) || !isDay(to)) return 0
  const [a, b] = [parts(from), parts(to)]
  return a && b ? Math.round((utc(b) - utc(a)) / 86_400_000) : 0
}

/** "4:07" or "1:02:09" into a recording. */
export const formatOffset = (ms: number): string => {
  const seconds = Math.floor(ms / 1000)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** "340 ms", "4.2 s", "3 min 10 s". */
export const formatDuration = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}
