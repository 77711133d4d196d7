import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { tokenise } from '../text/token.ts'

/**
 * Tells names from the model's own words: "the Stage 2 proposal" is no thing called "Stage 2". A name may hold such a
 * word ("Stage Door"), but it may not be made of nothing else.
 */
export const createReservedCheck = (model: TrackingModel): ((surface: string) => boolean) => {
  const words = new Set<string>()
  const learn = (phrase: string) => {
    for (const token of tokenise(phrase.replaceAll('_', ' '))) words.add(token.norm)
  }
  for (const type of model.types) for (const noun of type.nouns) learn(noun)
  for (const dimension of model.dimensions) {
    for (const noun of dimension.nouns) learn(noun)
    for (const { value, label, synonyms } of dimension.values)
      for (const said of [value, label ?? '', ...synonyms]) learn(said)
  }
  return (surface) => tokenise(surface).every((token) => words.has(token.norm) || /^\d+(?:\.\d+)?$/.test(token.norm))
}
