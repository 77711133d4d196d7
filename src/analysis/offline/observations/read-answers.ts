import type { Dimension, TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import { askingFor, decisionWords, roundingWords } from '../lexicon/answer-words.ts'
import { leadWords } from '../lexicon/topic-words.ts'
import type { Sentence } from '../reading/sentence.ts'
import { monthOf, weekdayOf } from '../values/calendar-words.ts'
import { type ReadValue, readValue } from './read-value.ts'
import type { Statement, StatementContext } from './statement.ts'

type AskedKind = keyof typeof askingFor

const asks = new Map(
  (Object.keys(askingFor) as AskedKind[]).map((kind) => [
    kind,
    createMatcher<true>(askingFor[kind].map((cue): [string, true] => [cue, true])),
  ]),
)
const longestAnswer = 12
const questionReach = 3

/**
 * An answer may be nothing but a value: "When do they open?" "The ninth of May." It states the dimension that the
 * question asks for, or that the speaker has just spoken of.
 */
export const readAnswers = (
  sentences: readonly Sentence[],
  model: TrackingModel,
  context: StatementContext,
  taken: (sentence: Sentence) => boolean,
): Statement[] => {
  const wanted = model.dimensions.filter((dimension): dimension is Dimension & { kind: AskedKind } =>
    asks.has(dimension.kind as AskedKind),
  )
  const decided = model.dimensions.filter(({ kind, cues }) => kind === 'vocabulary' && cues.ask.length > 0)
  return sentences.flatMap((sentence, index) => {
    if (sentence.kind === 'heading' || sentence.question || sentence.tokens.length > longestAnswer || taken(sentence))
      return []
    for (const dimension of decided) {
      const value = onlyDecision(sentence, dimension, context)
      if (value) return [answerOf(sentence, dimension, value)]
    }
    for (const dimension of wanted) {
      const value = onlyValue(sentence, dimension, context)
      if (value && sentence.kind === 'speech' && isAskedFor(sentences, index, dimension.kind))
        return [answerOf(sentence, dimension, value)]
    }
    return []
  })
}

/** The value when the sentence says no more than that. */
const onlyValue = (sentence: Sentence, dimension: Dimension, context: StatementContext): ReadValue | undefined => {
  const { tokens } = sentence
  const value = readValue(sentence, { from: 0, to: tokens.length }, dimension, context, false)
  if (!value) return undefined
  const said = tokens.slice(value.from, value.to)
  if (dimension.kind === 'date' && !said.some(({ norm }) => monthOf(norm) > 0 || /^the$|(?:st|nd|rd|th)$/.test(norm)))
    return undefined
  const rest = [...tokens.slice(0, value.from), ...tokens.slice(value.to)]
  const tells = rest.filter(
    ({ norm }) => !leadWords.has(norm) && !roundingWords.has(norm) && weekdayOf(norm) < 0 && !/^\d/.test(norm),
  )
  return tells.length === 0 ? value : undefined
}

/** "Okay. Approved, then.": where a thing is decided by asking, the bare value decides it. */
const onlyDecision = (sentence: Sentence, dimension: Dimension, context: StatementContext): ReadValue | undefined => {
  const { tokens } = sentence
  const value = readValue(sentence, { from: 0, to: tokens.length }, dimension, context, false)
  if (!value || value.negated) return undefined
  const rest = [...tokens.slice(0, value.from), ...tokens.slice(value.to)]
  return rest.every(({ norm }) => leadWords.has(norm) || decisionWords.has(norm)) ? value : undefined
}

const isAskedFor = (sentences: readonly Sentence[], index: number, kind: AskedKind): boolean => {
  const own = sentences[index]
  return sentences.slice(Math.max(0, index - questionReach), index).some((earlier) => {
    const spokenOf = (asks.get(kind)?.find(earlier.tokens).length ?? 0) > 0
    return spokenOf && (earlier.question || earlier.segment === own?.segment)
  })
}

const answerOf = (sentence: Sentence, dimension: Dimension, value: ReadValue): Statement => ({
  sentence,
  dimension,
  op: 'set',
  value: value.value,
  valueName: null,
  modality: 'asserted',
  effectiveAt: null,
  confidence: 60,
  cue: 'answer',
  from: value.from,
  to: value.to,
  nameSlot: undefined,
  valueSlot: value,
  about: { sentence, from: value.from, nameSlot: undefined },
})
