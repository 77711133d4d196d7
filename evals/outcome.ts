import type { InsightDraft } from '../src/domain/insight/insight.ts'
import type { Basis } from '../src/domain/observation/observation.ts'
import type { ObservationFact } from '../src/domain/observation/observation-fact.ts'
import type { Found } from '../src/domain/transition/found-by.ts'

/** What is known of the statement that decided a change. */
export type Grounds = {
  basis: Exclude<Basis, 'model'>
  found: Found
  first: boolean
  text: boolean
  agreeing: number
  conflicting: number
  allowed: boolean
}

export type Change = {
  entity: string
  type: string
  dimension: string
  from: string | null
  to: string | null
  /** 1..100 as the record has it; absent where it was not read. */
  confidence?: number
  /** What the confidence was told from; absent where it was not read. */
  grounds?: Grounds | undefined
}

/** Words of a segment (-1: the title) and the thing that they were taken for. */
export type ReadMention = { segment: number; start: number; end: number; entity: string }

/** A thing of the record with all of its names. */
export type Thing = { world: string; type: string; names: readonly string[] }

/** What was read, and whom it was taken to be about; null when nobody was found. */
export type ReadObservation = Pick<
  ObservationFact,
  'segment' | 'dimension' | 'op' | 'value' | 'modality' | 'confidence' | 'cue' | 'quote'
> & { entity: string | null }

/** What the record holds of one meeting once all meetings of its world are in. */
export type MeetingOutcome = {
  id: string
  /** Entities named in the meeting, with their state of each dimension when it ended. */
  mentioned: { entity: string; type: string; state: ReadonlyMap<string, string | null> }[]
  changes: Change[]
  observations: ReadObservation[]
  insights: InsightDraft[]
  /** Absent where they were not read. */
  mentions?: ReadMention[]
}
