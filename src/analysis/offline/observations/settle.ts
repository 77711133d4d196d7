import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import { speechOf } from '../lexicon/english.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Statement } from './statement.ts'

/**
 * A conclusion outweighs the discussion that led to it: once a topic's conclusion speaks of a dimension, or refuses what
 * was asked, what the discussion seemed to state about that dimension was only on the way there.
 */
export const settleByConclusion = (statements: readonly Statement[], refused: ReadonlySet<number>): Statement[] => {
  const settling = statements.filter(
    (one) => one.sentence.kind === 'conclusion' && (one.modality === 'asserted' || one.modality === 'negated'),
  )
  const concluded = new Set(settling.map(keyOf))
  return statements.map((one) => {
    if (one.sentence.kind === 'conclusion' || one.modality !== 'asserted' || one.dimension.kind !== 'vocabulary')
      return one
    if (!refused.has(one.sentence.topic) && !concluded.has(keyOf(one))) return one
    return { ...one, modality: 'proposed', confidence: Math.max(0, one.confidence - 20) }
  })
}

const keyOf = (one: Statement): string => `${one.sentence.topic}|${one.dimension.name}`

/** Topics whose conclusion refuses what was asked ("not advancing"). */
export const refusedTopics = (sentences: readonly Sentence[], model: TrackingModel): ReadonlySet<number> => {
  const phrases = speechOf(model).dissent.filter((cue) => cue.includes(' '))
  const dissent = createMatcher(phrases.map((cue): [string, true] => [cue, true]))
  const refusing = sentences.filter((one) => one.kind === 'conclusion' && dissent.find(one.tokens).length > 0)
  return new Set(refusing.map((one) => one.topic))
}
