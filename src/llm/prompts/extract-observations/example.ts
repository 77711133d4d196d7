import type { Dimension } from '../../../domain/tracking-model/model.ts'
import type { ObservationsAnswer } from './answer.ts'

/** A piece of a transcript with what a careful reader notes of it. */
export type ObservationExample = {
  /** What it is about and what was tracked there: an example may come from another domain than the question. */
  setting: string
  lines: readonly string[]
  answer: ObservationsAnswer
  /** Kinds of dimensions that it shows. */
  kinds: readonly Dimension['kind'][]
}
