import type { Day } from './calendar.ts'

/** Which way an expression without a year or month looks: a deadline lies ahead, "shipped on Tuesday" behind. */
export type Tense = 'future' | 'past'
export type DateAt = { day: Day; to: number }
