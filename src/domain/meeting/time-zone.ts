const offsetPattern = /^([+-])(\d{2}):(\d{2})$/
const minuteMs = 60_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** True for IANA zones (`Europe/Berlin`, `UTC`) and fixed offsets (`+02:00`). */
export const isTimeZone = (zone: string): boolean => {
  if (offsetPattern.test(zone)) return fixedOffsetMs(zone) !== undefined
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

/** How far local time in the zone is ahead of UTC at an instant. */
export const zoneOffsetMs = (instantMs: number, zone: string): number => {
  const fixed = fixedOffsetMs(zone)
  if (fixed !== undefined) return fixed
  const name = formatOf(zone)
    .formatToParts(instantMs)
    .find((part) => part.type === 'timeZoneName')?.value
  // "GMT", "GMT+05:30", or with seconds for local mean times of the past: "GMT-04:56:02".
  const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name ?? '')
  if (!match?.[1]) return 0
  const size = Number(match[2]) * 60 * minuteMs + Number(match[3]) * minuteMs + Number(match[4] ?? 0) * 1000
  return match[1] === '-' ? -size : size
}

/** The first instant of a local day, given as UTC midnight of its date; right also where clocks skip midnight. */
export const startOfDayMs = (utcMidnightMs: number, zone: string): number => {
  const dayMs = 86_400_000
  const candidates = [utcMidnightMs - dayMs, utcMidnightMs, utcMidnightMs + dayMs]
    .map((instant) => utcMidnightMs - zoneOffsetMs(instant, zone))
    .filter((instant) => Math.floor((instant + zoneOffsetMs(instant, zone)) / dayMs) === utcMidnightMs / dayMs)
  return candidates.length > 0 ? Math.min(...candidates) : utcMidnightMs - zoneOffsetMs(utcMidnightMs, zone)
}

function fixedOffsetMs(zone: string): number | undefined {
  const match = offsetPattern.exec(zone)
  if (!match || Number(match[2]) > 23 || Number(match[3]) > 59) return undefined
  const size = (Number(match[2]) * 60 + Number(match[3])) * minuteMs
  return match[1] === '-' ? -size : size
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  return format
}
