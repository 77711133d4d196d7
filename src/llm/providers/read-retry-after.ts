/** Nobody is waited for longer; a wish beyond it is a mistake, or no wish to be asked. */
const longestMs = 86_400_000

/** How long a provider wants to be left alone, in milliseconds; undefined where it does not say so in a way that can be right. */
export const readRetryAfter = (headers: Headers, now: number): number | undefined => {
  const precise = headers.get('retry-after-ms')
  if (precise !== null && isNumber(precise)) return bounded(Number(precise))
  const wanted = headers.get('retry-after')
  if (wanted === null) return undefined
  if (isNumber(wanted)) return bounded(Number(wanted) * 1_000)
  const date = Date.parse(wanted)
  return Number.isNaN(date) || !/[a-z]/i.test(wanted) ? undefined : bounded(date - now)
}

const isNumber = (text: string): boolean => /^\s*\d{1,12}(\.\d+)?\s*$/.test(text)
const bounded = (ms: number): number => Math.min(Math.max(0, Math.ceil(ms)), longestMs)
