/** The q-quantile (0..1) of a list by nearest rank; NaN for an empty list. */
export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN
}

/** Runs `work` for every item, at most `parallel` at once, and returns the milliseconds that each took. */
export const timed = async <T>(
  items: readonly T[],
  parallel: number,
  work: (item: T) => Promise<unknown>,
): Promise<number[]> => {
  const times: number[] = new Array(items.length)
  let next = 0
  const lane = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) {
      const start = performance.now()
      await work(items[i] as T)
      times[i] = performance.now() - start
    }
  }
  await Promise.all(Array.from({ length: parallel }, lane))
  return times
}
