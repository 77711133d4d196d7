import type { Moves } from './moves.ts'
import { type CountedDays, quantileOf } from './quantile.ts'

/** Fewer cases are no habit: nothing is told from them. */
export const leastCases = 5

export type Likely = { to: string; percent: number }

/** What usually comes next; all days count from the day since when it has been so. */
export type NextValue = {
  /** Likeliest first; percent of the cases, whole numbers. */
  likely: Likely[]
  /** Days after which a tenth, a half and nine tenths had moved on; null when there are too few to tell. */
  days: { p10: number; p50: number; p90: number } | null
  /** Number of past moves that this is told from. */
  cases: number
}

/**
 * What things that stood where this one stands did next. Only those count that had been there for at least as long:
 * who has waited for a year is not told what happens in a week. When hardly any had, the next value is told from all of
 * them and no date is. Null with fewer than five cases.
 */
export const expectNext = (moves: readonly Moves[], elapsedDays: number | null): NextValue | null => {
  if (countOf(moves) < leastCases) return null
  const dated = moves.flatMap(({ days, count, to }) => (days === null || to === null ? [] : [{ days, count, to }]))
  const stayed = elapsedDays === null ? [] : dated.filter(({ days }) => days >= elapsedDays)
  if (countOf(stayed) < leastCases) return { likely: likelyOf(moves), days: null, cases: countOf(moves) }
  return { likely: likelyOf(stayed), days: spreadOf(stayed), cases: countOf(stayed) }
}

const countOf = (moves: readonly { count: number }[]): number => moves.reduce((sum, { count }) => sum + count, 0)

function likelyOf(moves: readonly { to: string | null; count: number }[]): Likely[] {
  const counts = new Map<string, number>()
  for (const { to, count } of moves) if (to !== null) counts.set(to, (counts.get(to) ?? 0) + count)
  const all = countOf(moves)
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([to, count]) => ({ to, percent: Math.round((100 * count) / all) }))
}

function spreadOf(cases: readonly CountedDays[]): NextValue['days'] {
  const [p10, p50, p90] = [quantileOf(cases, 0.1), quantileOf(cases, 0.5), quantileOf(cases, 0.9)]
  return p10 === null || p50 === null || p90 === null ? null : { p10, p50, p90 }
}
