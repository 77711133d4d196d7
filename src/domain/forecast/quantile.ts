/** A number of days that was seen so many times. */
export type CountedDays = { days: number; count: number }

/** The smallest number of days that at least this share (0..1) of all cases did not exceed; null without cases. */
export const quantileOf = (cases: readonly CountedDays[], share: number): number | null => {
  const sorted = cases.filter(({ count }) => count > 0).sort((a, b) => a.days - b.days)
  const wanted = share * sorted.reduce((sum, { count }) => sum + count, 0)
  let seen = 0
  for (const { days, count } of sorted) {
    seen += count
    if (seen >= wanted) return days
  }
  return null
}
