import type { JudgedChange } from './judged-changes.ts'

/** Changes of about one confidence: from 60 to 69 with a width of ten. */
export type Bucket = { from: number; to: number; count: number; meanConfidence: number; right: number }

/** How many of the changes of each confidence are right. Empty buckets are left out. */
export const reliability = (changes: readonly JudgedChange[], width: number): Bucket[] => {
  const buckets = new Map<number, JudgedChange[]>()
  for (const change of changes) {
    const from = Math.floor(change.confidence / width) * width
    buckets.set(from, [...(buckets.get(from) ?? []), change])
  }
  return [...buckets]
    .sort(([one], [other]) => one - other)
    .map(([from, rows]) => ({
      from,
      to: from + width - 1,
      count: rows.length,
      meanConfidence: rows.reduce((sum, row) => sum + row.confidence, 0) / rows.length,
      right: rows.filter((row) => row.right).length / rows.length,
    }))
}

/** Expected calibration error in points: how far confidence is from the share that is right, on average over changes. */
export const calibrationError = (changes: readonly JudgedChange[], width = 10): number =>
  reliability(changes, width).reduce(
    (sum, { count, meanConfidence, right }) => sum + count * Math.abs(meanConfidence - 100 * right),
    0,
  ) / Math.max(1, changes.length)
