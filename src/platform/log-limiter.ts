/**
 * Lets at most one line per key and interval through and counts what it held back. A dispatch layer that is away or
 * full reports thousands of errors a second, which would be the second outage.
 */
export const createLogLimiter = (intervalMs: number, now: () => number = Date.now) => {
  const seen = new Map<string, { until: number; held: number }>()
  return (key: string, write: (held: number) => void): void => {
    const time = now()
    const entry = seen.get(key)
    if (entry && time < entry.until) {
      entry.held += 1
      return
    }
    if (seen.size >= maxKeys) seen.clear()
    seen.set(key, { until: time + intervalMs, held: 0 })
    write(entry?.held ?? 0)
  }
}

/** Messages may hold ids, hence keys without end. */
const maxKeys = 1_000
