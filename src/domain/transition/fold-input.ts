import type { Evidence, Modality, Operation } from '../observation/observation.ts'
import type { Judged } from '../observation/same-value.ts'
import type { ValueEntity } from '../observation/values.ts'

/** One thing that was stated about one entity, by a meeting, a catalogue or a user. */
export type FoldInput = {
  /** Where it stands in time; compared byte by byte. */
  orderKey: string
  /** What shares a point is one occasion: a meeting, an import, a user's statement. It is the beginning of the order key. */
  point: string
  origin: 'machine' | 'import' | 'user'
  /** Order among users at one point. */
  recorded: number
  meetingId: string | null
  dimension: string
  op: Operation
  value: string | null
  valueEntity: ValueEntity | null
  modality: Modality
  /** 0..100, after what the way it was attached took off. */
  confidence: number
  /** Instant of the point, ISO 8601 in UTC. */
  occurredAt: string
  /** When it has held since, if that was said; ISO 8601 in UTC. */
  effectiveAt: string | null
  evidence: Evidence | null
  /** Why a user or a catalogue said so. */
  note: string | null
}

/** What was said of a dimension, as it was said. */
export type Claim = Pick<FoldInput, 'op' | 'value' | 'valueEntity'>

/** A user's word that what a meeting claimed about a dimension does not count: one claim, or (null) all of them. */
export type Veto = { meetingId: string; dimension: string; claim: Claim | null }

export type FoldFacts = { type: string; inputs: readonly FoldInput[]; vetoes: readonly Veto[]; judged: Judged }
