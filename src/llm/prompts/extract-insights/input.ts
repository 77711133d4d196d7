import type { MeetingContext, Segment } from '../../../domain/meeting/meeting.ts'
import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { PromptReader } from '../shared/render-reader.ts'

export type InsightsInput = {
  meeting: MeetingContext
  /** Read for the kinds of insights that the tenant declares. */
  model: Pick<TrackingModel, 'insights'>
  /** The part that is read: only these may be cited. */
  segments: readonly Segment[]
  /** What was said right before: for understanding only. */
  before: readonly Segment[]
  /** Numbers of segments that talk to the reader of the transcript. */
  suspicious: readonly number[]
  instructions: string | null
  reader: PromptReader
}
