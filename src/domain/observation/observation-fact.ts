import type { Basis, ExtractedObservation, Modality, Operation } from './observation.ts'

/** An observation with its place in time and the ids of the names that were said. Immutable. */
export type ObservationFact = {
  id: string
  meetingId: string
  segment: number
  /** Place among the observations of its segment. */
  ordinal: number
  start: number
  orderKey: string
  /** The name that extraction saw; null for an open observation. */
  statedName: string | null
  typeHint: string | null
  /** The stretch of the talk in which an open observation's thing must be named; null: anywhere. */
  within: ExtractedObservation['within']
  dimension: string
  op: Operation
  value: string | null
  statedValueName: string | null
  modality: Modality
  effectiveAt: string | null
  basis: Basis
  confidence: number
  cue: string
  quote: string
  speaker: string | null
  startMs: number | null
}

/** How an observation came to count for a name, and how sure that is. */
export type NameLinkage = {
  method: 'stated' | 'relinked' | 'context' | 'key' | 'sentence' | 'heading' | 'title' | 'segment' | 'back' | 'none'
  /** Taken off the confidence of what it states. */
  penalty: number
  /** The other names that it could have been, best first. */
  others: string[]
}

/** The derived part of an observation: the names that it counts for in its meeting, and how its value is compared. */
export type Attachment = {
  observationId: string
  nameId: string | null
  valueNameId: string | null
  /** Of a free text; null for all other values. */
  valueKey: string | null
  link: NameLinkage
}
