import type { NameSource } from '../domain/name/name.ts'
import type { NameLink, NamePin } from '../domain/name/name-link.ts'
import type { ObservationFact } from '../domain/observation/observation-fact.ts'
import type { SpotInput } from '../domain/record/spot-input.ts'

/** A meeting as the record reads it. */
export type RecordMeeting = Omit<SpotInput, 'tenantId' | 'observations' | 'relinks'> & {
  orderKey: string
  /** ISO 8601 in UTC. */
  occurredAt: string
  timeZone: string
}

/** Facts that come and go in one change of the record. What follows from them is worked out, never said. */
export type RecordChange = {
  putSources: NameSource[]
  removedSources: { nameId: string; sourceId: string }[]
  putLinks: NameLink[]
  removedLinks: NameLink[]
  putPins: NamePin[]
  removedPins: NamePin[]
  replaced: ReplacedMeeting[]
  /** Meetings to be spotted again although nothing in them changed. */
  respot: string[]
  /** Names about which assertions or vetoes changed. */
  restated: string[]
  /** Entities to be folded from the beginning, whatever changed in them. */
  refold: string[]
  /** Names to be clustered again although no fact about them changed. */
  recluster: string[]
}

/** A meeting whose facts are replaced. */
export type ReplacedMeeting = {
  meetingId: string
  /** Null: withdrawn with all that was said in it. */
  meeting: RecordMeeting | null
  observations: ObservationFact[]
  /** True when nothing of it is stored yet. */
  isNew: boolean
  /** True when it stands at another time than what was folded of it. */
  moved: boolean
}

export const noChange = (): RecordChange => ({
  putSources: [],
  removedSources: [],
  putLinks: [],
  removedLinks: [],
  putPins: [],
  removedPins: [],
  replaced: [],
  respot: [],
  restated: [],
  refold: [],
  recluster: [],
})
