import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { FoundName } from '../names/found-name.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Statement } from './statement.ts'

/**
 * "We can close the Payout risk now. It's closed." points at the risk, and says nothing of the feature before it: the
 * last thing named in the same utterance decides, even if it is one that has no such dimension.
 */
export const createPointsElsewhere = (
  sentences: readonly Sentence[],
  namesOf: (sentence: Sentence) => readonly FoundName[],
  model: TrackingModel,
) => {
  const places = new Map(sentences.map((sentence, index) => [sentence, index]))
  const typed = new Map(model.types.map((type) => [type.name, type]))
  return ({ about, dimension }: Statement): boolean => {
    for (let at = (places.get(about.sentence) ?? 0) - 1; at >= 0; at--) {
      const sentence = sentences[at]
      if (!sentence || sentence.segment !== about.sentence.segment) return false
      const things = namesOf(sentence)
        .flatMap((name) => typed.get(name.type) ?? [])
        .filter((type) => !type.person)
      if (things.length > 0) return !things.some((type) => type.dimensions.includes(dimension.name))
    }
    return false
  }
}
