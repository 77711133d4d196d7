import { leastCases } from './expect-next.ts'

/** How long something usually takes: nine of ten cases took no longer. */
export type Habit = { p90Days: number; cases: number }

/** What is usual for things of one type. */
export type Habits = {
  /** Between two meetings that speak of the same thing. */
  gap: Habit | null
  /** By dimension: from the day when an item came up to the day when it was resolved. */
  items: Readonly<Record<string, Habit>>
}

export const noHabits: Habits = { gap: null, items: {} }

/** Where nothing is usual yet. */
export const defaultDays = 30
/** Daily talk about everything must not make a thing stale over a long weekend. */
const fewestDays = 7

/** After so many days it is unusually long. */
export const limitDays = (habit: Habit | null | undefined): number =>
  habit && habit.cases >= leastCases ? Math.max(fewestDays, habit.p90Days) : defaultDays
