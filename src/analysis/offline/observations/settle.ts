import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import { speechOf } from '../lexicon/english.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Ask } from './ask.ts'
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
 * anybody said that it was granted, is talk about where things stand. In a long talk that goes through a list of things
 * this holds for values that are told by name ("is at second reading"); who uses a verb for it does it ("we shelve it").
 */
export const settleByAsking = (
  stated: readonly Statement[],
  { grants, asks, isTold }: Assents,
  sentences: readonly Sentence[],
): Statement[] => {
  const asked = new Map<string, Set<string>>()
  for (const ask of asks) asked.set(askKey(ask), (asked.get(askKey(ask)) ?? new Set()).add(ask.value))
  const single = aboutOneThing(asks, asked, sentences)
  const granted = new Map(grants.map((one) => [keyOf(one), one.value]))
  return stated.map((one) => {
    const key = keyOf(one)
    const wanted = asked.get(key)
    if (!wanted || one.modality !== 'asserted' || one.sentence.kind !== 'speech' || one.op !== 'set') return one
    if (!single.has(key) && !isTold(one)) return one
    const decision = single.has(key) ? granted.get(key) : undefined
    const stands =
      decision === undefined ? isDeclared(one.sentence) && wanted.has(one.value ?? '') : one.value === decision
    return stands ? one : { ...one, modality: 'proposed', confidence: Math.max(0, one.confidence - 20) }
  })
}

/** A talk that is longer than this, without a heading that asks, goes through a list of things. */
const longestTalk = 300

/** Topics that are about one thing: their heading asks, or they are short and all ask for the same. */
const aboutOneThing = (
  asks: readonly Ask[],
  asked: ReadonlyMap<string, ReadonlySet<string>>,
  sentences: readonly Sentence[],
): ReadonlySet<string> => {
  const lengths = new Map<number, number>()
  for (const { topic } of sentences) lengths.set(topic, (lengths.get(topic) ?? 0) + 1)
  const isOne = (ask: Ask) =>
    ask.sentence.kind === 'heading' ||
    ((lengths.get(ask.sentence.topic) ?? 0) <= longestTalk && asked.get(askKey(ask))?.size === 1)
  return new Set(asks.filter(isOne).map(askKey))
}

const askKey = ({ sentence, dimension }: Ask): string => `${sentence.topic}|${dimension.name}`

const keyOf = (one: Statement): string => `${one.sentence.topic}|${one.dimension.name}`

/** Topics whose conclusion refuses what was asked ("not advancing"). */
export const refusedTopics = (sentences: readonly Sentence[], model: TrackingModel): ReadonlySet<number> => {
  const phrases = speechOf(model).dissent.filter((cue) => cue.includes(' '))
  const dissent = createMatcher(phrases.map((cue): [string, true] => [cue, true]))
  const refusing = sentences.filter((one) => one.kind === 'conclusion' && dissent.find(one.tokens).length > 0)
  return new Set(refusing.map((one) => one.topic))
}
