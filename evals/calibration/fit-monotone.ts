import type { JudgedChange } from './judged-changes.ts'

/** A step of a mapping: from this confidence on, so many of a hundred are right. */
export type Step = { from: number; points: number }

/**
 * The mapping that never falls and is nearest to the share that is right at each confidence (pool adjacent violators).
 * No steps without changes to fit.
 */
export const fitMonotone = (changes: readonly JudgedChange[]): Step[] => {
  const counts = new Map<number, { count: number; right: number }>()
  for (const { confidence, right } of changes) {
    const entry = counts.get(confidence) ?? { count: 0, right: 0 }
    counts.set(confidence, { count: entry.count + 1, right: entry.right + Number(right) })
  }
  const pools: { from: number; count: number; right: number }[] = []
  for (const [from, entry] of [...counts].sort(([one], [other]) => one - other)) {
    let pool = { from, ...entry }
    for (let last = pools.at(-1); last && last.right / last.count >= pool.right / pool.count; last = pools.at(-1)) {
      pools.pop()
      pool = { from: last.from, count: last.count + pool.count, right: last.right + pool.right }
    }
    pools.push(pool)
  }
  return pools.map(({ from, count, right }) => ({ from, points: Math.round((100 * right) / count) }))
}

/** The mapped confidence, 1..99; what lies below the first step is taken to stand on it. */
export const mapConfidence = (steps: readonly Step[], confidence: number): number => {
  const step = steps.findLast(({ from }) => from <= confidence) ?? steps[0]
  return step ? Math.max(1, Math.min(99, step.points)) : confidence
}
