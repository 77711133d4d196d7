import { readFileSync } from 'node:fs'

export type Sample = { atMs: number; rssMb: Map<string, number>; waiting: number; loopDelayMs: number; readMs: number }

/** Resident memory of a process in megabytes; NaN once it has ended. */
export const residentMb = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

/** Least squares: how much `y` grows for each `x`. */
export const slope = (points: readonly { x: number; y: number }[]): number => {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  const up = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0)
  const down = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
  return down === 0 ? Number.NaN : up / down
}

/** Megabytes a minute by which a process grows over the last two thirds of the samples. */
export const growth = (samples: readonly Sample[], process: string): number =>
  slope(
    samples
      .slice(Math.floor(samples.length / 3))
      .map((sample) => ({ x: sample.atMs / 60_000, y: sample.rssMb.get(process) ?? Number.NaN }))
      .filter((point) => Number.isFinite(point.y)),
  )

/** Calls `sample` every so often until stopped, and `told` with all of them after each. */
export const sampling = (
  everyMs: number,
  sample: () => Promise<Sample>,
  told: (samples: readonly Sample[]) => void = () => {},
) => {
  const samples: Sample[] = []
  let stopped = false
  let wake = (): void => {}
  const loop = (async () => {
    while (!stopped) {
      samples.push(await sample())
      told(samples)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    stop: async (): Promise<Sample[]> => {
      stopped = true
      wake()
      await loop
      return samples
    },
  }
}
