import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { speechOf } from '../lexicon/english.ts'
import type { ModelWords } from './subject.ts'

/** Nouns in singular and plural, and the words of agreement. */
export const modelWords = (model: TrackingModel): ModelWords => {
  const spoken = [...model.types, ...model.dimensions].flatMap(({ nouns }) => nouns.flatMap((noun) => noun.split('|')))
  return {
    nouns: new Set(spoken.flatMap((noun) => [noun, `${noun}s`])),
    assent: new Set(speechOf(model).assent.filter((cue) => !cue.includes(' '))),
  }
}
