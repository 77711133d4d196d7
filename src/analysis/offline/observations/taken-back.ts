import { createMatcher } from '../cues/matcher.ts'
import { retractionCues } from '../lexicon/outcome-words.ts'
import { leadWords } from '../lexicon/topic-words.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Statement } from './statement.ts'

const retractions = createMatcher<true>(retractionCues.map((cue): [string, true] => [cue, true]))

/** "The ferry is stuck for good. Well, no, that's unfair.": what the same speaker takes back in the next breath was never meant. */
export const withoutTakenBack = (statements: readonly Statement[], sentences: readonly Sentence[]): Statement[] => {
  const takenBack = new Set(
    sentences.flatMap((sentence, index) => {
      const before = sentences[index - 1]
      const own = before !== undefined && before.segment === sentence.segment && !sentence.question
      return own && isRetraction(sentence) ? [before] : []
    }),
  )
  return statements.map((one) =>
    one.modality === 'asserted' && takenBack.has(one.sentence)
      ? { ...one, modality: 'superseded', confidence: Math.max(0, one.confidence - 20) }
      : one,
  )
}

/** Nothing but words that lead in may stand before it: "well, no, that's unfair". */
const isRetraction = ({ tokens }: Sentence): boolean =>
  retractions.find(tokens).some((hit) => tokens.slice(0, hit.from).every(({ norm }) => leadWords.has(norm)))
