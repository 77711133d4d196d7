import type { Evidence } from '../observation/observation.ts'
import type { Value } from '../observation/values.ts'

export const categories = [
  'initial',
  'imported',
  'progress',
  'setback',
  'completed',
  'reopened',
  'changed',
  'increased',
  'decreased',
  'delayed',
  'brought_forward',
  'cleared',
  'added',
  'resolved',
] as const
export type Category = (typeof categories)[number]

/** A dimension of an entity went from one value to another. Derived: folding the facts again gives it again. */
export type Transition = {
  dimension: string
  /** The item of a `many` dimension; '' otherwise. */
  item: string
  from: string | null
  to: string | null
  fromSince: string | null
  /** Since when it is true, ISO 8601 in UTC. */
  validAt: string
  orderKey: string
  meetingId: string | null
  category: Category
  reason: string
  reasonSource: 'pattern' | 'user'
  confidence: number
  /** False for a move that the tracking model does not allow: kept, but flagged. */
  allowed: boolean
  /** Other values that were asserted on the same occasion, in the order in which they were said. */
  conflicting: string[]
  /** What decided first, then what says the same. */
  evidence: Evidence[]
}

/** What holds now. `many` dimensions have one row for each open item. */
export type StateRow = {
  dimension: string
  item: string
  value: Value
  since: string
  orderKey: string
  confidence: number
  evidence: Evidence[]
}

export type Fold = {
  states: StateRow[]
  transitions: Transition[]
  /** The largest order key that was folded. */
  foldedKey: string
}
