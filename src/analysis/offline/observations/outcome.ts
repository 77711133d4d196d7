import { createMatcher } from '../cues/matcher.ts'
import { declarationCues, deferralCues, supportCues } from '../lexicon/outcome-words.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Ask } from './ask.ts'
import { namedValues } from './read-asks.ts'
import type { StatementContext } from './statement.ts'

const matcherOf = (cues: readonly string[]) => createMatcher<true>(cues.map((cue): [string, true] => [cue, true]))
const supports = matcherOf(supportCues)
const deferrals = matcherOf(deferralCues)
const declarations = matcherOf(declarationCues)

type Place = { sentence: Sentence; index: number }

/** What happened in the talk about one thing; indexes are of sentences. */
export type Stretch = {
  sentences: readonly Place[]
  asks: readonly Ask[]
  refusals: readonly number[]
  withdrawals: readonly number[]
}

/** How a stretch of talk came out: what was granted though nobody said so, and where. */
export type Outcome = { ask: Ask; sentence: Sentence; declared: boolean }

/**
 * What is asked for in a heading or in speech and neither refused nor put off is granted when the talk of it ends. No
 * single sign decides: a request that is repeated late, voices for it, and a short talk speak for it; a refusal, a
 * request taken back, and running out of time against it.
 */
export const outcomeOf = (stretch: Stretch, context: StatementContext): Outcome | undefined => {
  const { sentences, asks, refusals, withdrawals } = stretch
  const [first, last] = [sentences[0], sentences.at(-1)]
  const heading = asks.find((ask) => ask.sentence.kind === 'heading')
  const spoken = asks.findLast(
    (ask) => ask.sentence.kind === 'speech' && (!heading || ask.dimension === heading.dimension),
  )
  const ask = spoken ?? heading
  if (!first || !last || !ask) return undefined
  // Nobody grants what they asked for themselves, and silence takes somebody who could have spoken.
  if (!heading && sentences.every((place) => place.sentence.speaker === ask.sentence.speaker)) return undefined
  const askIndex = spoken?.index ?? first.index
  const end = sentences.slice(-Math.max(6, Math.ceil(sentences.length / 6)))
  const tail = sentences.slice(-Math.max(8, Math.ceil(sentences.length / 3)))
  const names = ({ sentence }: Place) =>
    namedValues(sentence, ask.dimension, context).some((hit) => hit.tag.value === ask.value)
  const declaration = end.findLast((place) => place.index > askIndex && isDeclared(place.sentence) && names(place))
  const length = last.index - first.index
  const points = pointsOf({
    announced: heading?.value === ask.value,
    spoken: spoken !== undefined,
    late: spoken !== undefined && (last.index - askIndex < lateReach || last.index - askIndex < length / 3),
    refused: refusals.some((one) => one >= askIndex),
    withdrawn: withdrawals.length > 0,
    deferrals: countOf(deferrals, tail),
    deferredAtEnd: countOf(deferrals, end) > 0,
    recentVoices: countOf(supports, tail),
    voices: countOf(supports, sentences),
    voiceForValue: sentences.some((place) => isIn(supports, place) && names(place)),
    declared: declaration !== undefined,
    congratulated: tail.some(({ sentence }) => /\bcongrat/i.test(sentence.text)),
    length: sentences.length,
    spokenOf: spoken !== undefined || sentences.some(names),
  })
  if (points <= 0) return undefined
  const { sentence } = declaration ?? last
  return { ask: { ...ask, about: heading?.about ?? ask.about }, sentence, declared: declaration !== undefined }
}

const lateReach = 12
const shortTalk = 12
const longTalk = 150

type Signs = {
  announced: boolean
  spoken: boolean
  late: boolean
  refused: boolean
  withdrawn: boolean
  deferrals: number
  deferredAtEnd: boolean
  recentVoices: number
  voices: number
  voiceForValue: boolean
  declared: boolean
  congratulated: boolean
  length: number
  spokenOf: boolean
}

/** Above zero it is granted. A mere mention of a value is no request: something has to speak for it. */
const pointsOf = (signs: Signs): number =>
  -3 +
  3 * Number(signs.announced) +
  Number(signs.spoken) +
  Number(signs.late) -
  3 * Number(signs.refused) -
  Number(signs.withdrawn) -
  Math.min(2, signs.deferrals) -
  Number(signs.deferredAtEnd) +
  Math.min(2, signs.recentVoices) -
  Number(signs.voices > 3) +
  2 * Number(signs.voiceForValue) +
  3 * Number(signs.declared) +
  2 * Number(signs.congratulated) +
  2 * Number(signs.length < shortTalk && signs.spokenOf && !signs.refused) -
  Number(!signs.spokenOf) -
  2 * Number(signs.length > longTalk)

/** "Sounds like second reading": tells an outcome as reached. */
export const isDeclared = (sentence: Sentence): boolean =>
  !sentence.question && sentence.tokens.length < 30 && declarations.find(sentence.tokens).length > 0

const isIn = (cues: ReturnType<typeof matcherOf>, { sentence }: Place): boolean => cues.find(sentence.tokens).length > 0

const countOf = (cues: ReturnType<typeof matcherOf>, places: readonly Place[]): number =>
  places.filter((place) => isIn(cues, place)).length
