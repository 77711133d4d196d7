import { numberAt } from '../text/numbers.ts'
import type { Token } from '../text/token.ts'

const unitOf = (norm: string | undefined): ((count: number) => string) | undefined => {
  if (norm === undefined) return undefined
  if (/^days?$/.test(norm)) return (count) => `P${count}D`
  if (/^weeks?$/.test(norm)) return (count) => `P${count * 7}D`
  if (/^fortnights?$/.test(norm)) return (count) => `P${count * 14}D`
  if (/^months?$/.test(norm)) return (count) => `P${count}M`
  if (/^quarters?$/.test(norm)) return (count) => `P${count * 3}M`
  return undefined
}

/** The first length of time in a range, as an ISO 8601 duration; negative when it is said to be earlier. */
export const findDuration = (
  tokens: readonly Token[],
  from: number,
  to: number,
): { iso: string; from: number; to: number } | undefined => {
  for (let at = from; at < to; at++) {
    const norm = tokens[at]?.norm
    const count = norm === 'a' || norm === 'one' || norm === 'another' ? { value: 1, to: at + 1 } : numberAt(tokens, at)
    const unit = count && unitOf(tokens[count.to]?.norm)
    if (!count || !unit || !Number.isInteger(count.value) || count.value <= 0) continue
    const earlier =
      /^(earlier|forward|sooner)$/.test(tokens[count.to + 1]?.norm ?? '') ||
      /^(forward|earlier|up)$/.test(tokens[from - 1]?.norm ?? '')
    return { iso: `${earlier ? '-' : ''}${unit(count.value)}`, from: at, to: count.to + 1 }
  }
  return undefined
}
