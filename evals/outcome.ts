import type { InsightDraft } from '../src/domain/insight/insight.ts'
import type { ExtractedObservation } from '../src/domain/observation/observation.ts'

export type Change = {
  entity: string
  type: string
  dimension: string
  from: string | null
  to: string | null
  quote: string | null
}

/** What the record holds of one meeting once all meetings of its world are in. */
export type MeetingOutcome = {
  id: string
  /** Entities named in the meeting, with their state of each dimension when it ended. */
  mentioned: { entity: string; type: string; state: ReadonlyMap<string, string | null> }[]
  changes: Change[]
  observations: (ExtractedObservation & { entity: string | null })[]
  insights: InsightDraft[]
}
