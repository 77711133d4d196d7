import { dayOfShare, leavingDays } from './leaving-days.ts'
import type { Past } from './moves.ts'

/** Fewer cases are no habit: nothing is told from them. */
export const leastCases = 5

export type Likely = { to: string; percent: number }

/** What usually comes next; all days count from the day since when it has been so. */
export type NextValue = {
  /** Likeliest first; percent of the cases that moved on, whole numbers. */
  likely: Likely[]
  /**
   * Days after which a tenth, a half and nine tenths have moved on. Null as a whole when there are too few cases; a day
   * is null when so many have not moved on as far as was seen.
   */
  days: { p10: number; p50: number | null; p90: number | null } | null
  /** Number of past moves that this is told from, and of things that are still there. */
  cases: number
  still: number
}

/**
 * What things that stood where this one stands did next. Only those count that had been there for at least as long:
 * who has waited for a year is not told what happens in a week. When hardly any had, the next value is told from all of
 * them and no day is. Null with fewer than five moves.
 */
export const expectNext = (past: Past, elapsedDays: number | null): NextValue | null => {
  const told = answers.get(past) ?? new Map<number | null, NextValue | null>()
  answers.set(past, told)
  const known = told.get(elapsedDays)
  if (known !== undefined) return known
  const next = tellNext(past, elapsedDays)
  told.set(elapsedDays, next)
  return next
}

/** Many things stand at one value for as many days: what is told of one of them holds for all. */
const answers = new WeakMap<Past, Map<number | null, NextValue | null>>()

function tellNext({ moves, stays }: Past, elapsedDays: number | null): NextValue | null {
  const still = countOf(stays)
  if (countOf(moves) < leastCases) return null
  const left = moves.flatMap(({ days, count, to }) => (days === null || to === null ? [] : [{ days, count, to }]))
  const waited = elapsedDays === null ? [] : left.filter(({ days }) => days >= elapsedDays)
  if (elapsedDays === null || countOf(waited) < leastCases)
    return { likely: likelyOf(moves), days: null, cases: countOf(moves), still }
  const curve = leavingDays(left, stays, elapsedDays)
  const p10 = dayOfShare(curve, 0.1)
  const days = p10 === null ? null : { p10, p50: dayOfShare(curve, 0.5), p90: dayOfShare(curve, 0.9) }
  return {
    likely: likelyOf(waited),
    days,
    cases: countOf(waited),
    still: countOf(stays.filter((stay) => stay.days >= elapsedDays)),
  }
}

const countOf = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0)

function likelyOf(moves: readonly { to: string | null; count: number }[]): Likely[] {
  const counts = new Map<string, number>()
  for (const { to, count } of moves) if (to !== null) counts.set(to, (counts.get(to) ?? 0) + count)
  const all = countOf(moves)
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([to, count]) => ({ to, percent: Math.round((100 * count) / all) }))
}
