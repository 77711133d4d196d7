import type { BenchStack, StackSettings } from './stack.ts'

/** One figure. `budget` is the limit that it is held against: at most `max`, or at least `min`. */
export type Measure = {
  name: string
  value: number
  unit: string
  budget?: { max: number } | { min: number }
  note?: string
}

/** `chosen`: the scenario was asked for by its name. `minutes`: how long one that lasts is to last. */
export type BenchOptions = { quick: boolean; redis: boolean; chosen: boolean; minutes: number }

export type Bench = {
  options: BenchOptions
  /** A stack of its own for the scenario; everything that is opened is stopped at its end. */
  open: (settings: StackSettings) => Promise<BenchStack>
  progress: (text: string) => void
}

export type Scenario = {
  name: string
  /** Takes so long that it runs only when it is asked for by its name. */
  onlyWhenChosen?: boolean
  run: (bench: Bench) => Promise<Measure[]>
}

export const passes = ({ value, budget }: Measure): boolean | undefined => {
  if (budget === undefined) return undefined
  return 'max' in budget ? value <= budget.max : value >= budget.min
}
