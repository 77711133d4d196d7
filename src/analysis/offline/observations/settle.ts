import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import { speechOf } from '../lexicon/english.ts'
import type { Sentence } from '../reading/sentence.ts'
import { isDeclared } from './outcome.ts'
import type { Assents } from './read-assents.ts'
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

/**
 * Where a thing is decided by asking, the answer decides: what is told of other values, or of the value asked for before
 * anybody said that it was granted, is talk about where things stand.
 */
export const settleByAsking = (stated: readonly Statement[], { grants, asks }: Assents): Statement[] => {
  const asked = new Map<string, Set<string>>()
  for (const { sentence, dimension, value } of asks) {
    const key = `${sentence.topic}|${dimension.name}`
    asked.set(key, (asked.get(key) ?? new Set()).add(value))
  }
  const granted = new Map(grants.map((one) => [keyOf(one), one.value]))
  return stated.map((one) => {
    const wanted = asked.get(keyOf(one))
    if (!wanted || one.modality !== 'asserted' || one.sentence.kind !== 'speech' || one.op !== 'set') return one
    const decision = granted.get(keyOf(one))
    const stands =
      decision === undefined ? isDeclared(one.sentence) && wanted.has(one.value ?? '') : one.value === decision
    return stands ? one : { ...one, modality: 'proposed', confidence: Math.max(0, one.confidence - 20) }
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
