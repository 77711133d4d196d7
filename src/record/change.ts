import type { NameSource } from '../domain/name/name.ts'
import type { NameLink, NamePin } from '../domain/name/name-link.ts'
import type { Equivalence } from '../domain/observation/equivalence.ts'
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
  putEquivalences: Equivalence[]
  /** Verdicts that a user withdrew. */
  removedEquivalences: Equivalence[]
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
  /** Keys of the names that it states; not all of them need to be written in it. */
  keys: string[]
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
  putEquivalences: [],
  removedEquivalences: [],
  replaced: [],
  respot: [],
  restated: [],
  refold: [],
  recluster: [],
})

/** Names of which a stored source goes or is said anew: whether others support them has to be looked up. */
export const namesWithOtherSources = (change: RecordChange): Set<string> => {
  const meetings = new Set(change.replaced.map(({ meetingId }) => meetingId))
  // A meeting lists among what it removes each source that it had before.
  const anew = change.putSources.filter(({ sourceId }) => !meetings.has(sourceId))
  return new Set([...change.removedSources, ...anew].map(({ nameId }) => nameId))
}

/** Names about which something is said or taken back. */
export const endsOf = (change: RecordChange): string[] => [
  ...[...change.putLinks, ...change.removedLinks].flatMap((link) => [link.a, link.b]),
  ...[...change.putPins, ...change.removedPins].map((pin) => pin.nameId),
]
