import type { CountedDays } from './quantile.ts'

/**
 * After how many days what share has left, by the product-limit estimate: those that are still there count for as long
 * as they have been seen, so that a value which most never leave is not taken for one that is left soon. `beyond`: only
 * what had been there for at least so many days counts. Days rise; so do shares, up to 1.
 */
export const leavingDays = (
  left: readonly CountedDays[],
  still: readonly CountedDays[],
  beyond: number,
): { days: number; share: number }[] => {
  const leaving = new Map<number, number>()
  for (const { days, count } of left) if (days >= beyond) leaving.set(days, (leaving.get(days) ?? 0) + count)
  const staying = [...still].filter(({ days }) => days >= beyond).sort((a, b) => a.days - b.days)
  let there = total(left.filter(({ days }) => days >= beyond)) + total(staying)
  let remaining = 1
  let seen = 0
  return [...leaving]
    .sort(([a], [b]) => a - b)
    .map(([days, count]) => {
      // Who has been there for just as long was still there on the day.
      for (let next = staying[seen]; next && next.days < days; next = staying[seen]) {
        there -= next.count
        seen += 1
      }
      remaining *= 1 - count / there
      there -= count
      return { days, share: 1 - remaining }
    })
}

/** The first day by which this share (0..1) has left; null when so many never have. */
export const dayOfShare = (curve: readonly { days: number; share: number }[], share: number): number | null =>
  curve.find((point) => point.share >= share - 1e-9)?.days ?? null

const total = (cases: readonly { count: number }[]): number => cases.reduce((sum, { count }) => sum + count, 0)
