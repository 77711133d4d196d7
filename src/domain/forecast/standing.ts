import type { Evidence, Operation } from '../observation/observation.ts'

/** A value that an entity has. */
export type Standing = {
  dimension: string
  /** Empty for single-valued dimensions. */
  item: string
  value: string
  sinceMs: number
  orderKey: string
  evidence: readonly Evidence[]
}

/** Something that was said to be planned: "should be in review by March". */
export type Plan = {
  dimension: string
  op: Operation
  value: string | null
  /** The day that was said with it. */
  on: string | null
  orderKey: string
  meetingId: string
  evidence: Evidence
}
