import type { TrackingModel } from '../domain/tracking-model/model.ts'
import type { EntityType, TransitionType } from './api-types.ts'
import type { MeetingBody } from './input/read-meetings.ts'

/** What rules find in meetings with a tracking model that nobody has stored yet. */
export type Trial = {
  /** Things with a history, as the record would hold it. */
  things: { entity: EntityType; transitions: TransitionType[] }[]
  /** Things that were named and had nothing stated of them. */
  unchanged: { name: string; type: string }[]
  /** What was said and did not count, and why. */
  left: {
    meeting: string
    speaker: string | null
    dimension: string
    value: string | null
    quote: string
    why: string
  }[]
}

export type TrialInput = {
  model: TrackingModel
  meetings: readonly MeetingBody[]
  now: Date
  signal: AbortSignal
}
