import type { MeetingContext, Segment } from '../../../domain/meeting/meeting.ts'
import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { ObservationExample } from './example.ts'

export type ObservationsInput = {
  meeting: MeetingContext
  model: TrackingModel
  /** The part that is read: only these may be cited. */
  segments: readonly Segment[]
  /** What was said right before: for understanding only. */
  before: readonly Segment[]
  /** Numbers of segments that talk to the reader of the transcript. */
  suspicious: readonly number[]
  instructions: string | null
  /** Examples that the tenant accepted; they go before our own. */
  accepted: readonly ObservationExample[]
}
