import type { Modality, Operation } from '../../../domain/observation/observation.ts'
import type { Dimension } from '../../../domain/tracking-model/model.ts'
import type { TokenRange } from '../cues/matcher.ts'
import type { People } from '../names/person.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { ModalityReader } from '../speech/modality.ts'
import type { Day } from '../values/calendar.ts'
import type { CompiledCues } from './cue-table.ts'

/** What one sentence says of a dimension, before it is known whom it is about. */
export type Statement = {
  sentence: Sentence
  dimension: Dimension
  op: Operation
  value: string | null
  valueName: { type: string; surface: string } | null
  modality: Modality
  effectiveAt: string | null
  confidence: number
  /** The phrase that fired, for people who ask why. */
  cue: string
  /** Tokens that the cue and its value cover; the cue begins at `from`. */
  from: number
  to: number
  /** Tokens in which the thing spoken of is named, when the cue tells; and the value's, where no such name can be. */
  nameSlot: TokenRange | undefined
  valueSlot: TokenRange | undefined
  /** Where the thing is named: the sentence itself, or that of the request which this sentence grants. */
  about: { sentence: Sentence; from: number; nameSlot: TokenRange | undefined }
}

/** What reading statements needs besides the sentence. */
export type StatementContext = {
  cues: CompiledCues
  people: People
  today: Day
  personType: string | undefined
  modalityOf: ModalityReader
}
