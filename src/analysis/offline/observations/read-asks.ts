import type { Dimension, TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher, type Hit } from '../cues/matcher.ts'
import { decisionWords } from '../lexicon/answer-words.ts'
import { laterCues, requestCues, requestQuestions, withdrawalCues } from '../lexicon/outcome-words.ts'
import { leadWords } from '../lexicon/topic-words.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Ask } from './ask.ts'
import type { CueTag, ValueTag } from './cue-table.ts'
import { readValue } from './read-value.ts'
import type { StatementContext } from './statement.ts'

const matcherOf = (cues: readonly string[]) => createMatcher<true>(cues.map((cue): [string, true] => [cue, true]))
const requests = matcherOf(requestCues)
const questions = matcherOf(requestQuestions)
const later = matcherOf(laterCues)
const withdrawals = matcherOf(withdrawalCues)

/** How many words may stand between what asks and the value that is asked for. */
const requestReach = 10

/**
 * What a sentence asks for: by a cue of the tracking model, or by any request or question that names a value with the
 * noun of a dimension that is decided by asking ("any concerns about second reading?").
 */
export const createAskReader = (model: TrackingModel, context: StatementContext) => {
  const decided = model.dimensions.filter(({ kind, cues }) => kind === 'vocabulary' && cues.ask.length > 0)
  const asksIn = (sentence: Sentence, index: number): Ask[] => {
    if (decided.length === 0 || sentence.kind === 'conclusion') return []
    const byCue = asksByCue(sentence, index, context)
    if (byCue.length > 0 || sentence.kind === 'heading') return byCue
    return decided.flatMap((dimension) => asksByRequest(sentence, index, dimension, context))
  }
  /** Takes back what was asked, or says that nothing is asked. */
  const withdraws = (sentence: Sentence): boolean => !sentence.question && withdrawals.find(sentence.tokens).length > 0
  return { decided, asksIn, withdraws }
}

const asksByCue = (sentence: Sentence, index: number, context: StatementContext): Ask[] =>
  context.cues.stating.find(sentence.tokens).flatMap((hit) => {
    if (hit.tag.op !== 'ask' || !hit.slots.value || !isRequest(sentence, hit, context)) return []
    const { dimension } = hit.tag
    const value = readValue(sentence, hit.slots.value, dimension, context)
    if (!value) return []
    const about = { sentence, from: hit.from, nameSlot: hit.slots.name }
    return [{ dimension, about, cue: hit.cue, value: value.value, valueName: value.valueName, sentence, index }]
  })

/**
 * In a heading a preposition asks ("Atlas for approval"); in speech it takes a question, or a verb of asking. "I plan to
 * go for approval next month" asks for nothing.
 */
const isRequest = (sentence: Sentence, hit: Hit<CueTag>, context: StatementContext): boolean => {
  if (sentence.kind === 'heading') return true
  const to = hit.slots.value?.from ?? hit.to
  if (to - hit.from < 2 || isAnotherTime(sentence, to)) return false
  if (sentence.question) return true
  const modality = context.modalityOf(sentence, hit.from, to)
  return modality === 'proposed' || (modality !== 'negated' && modality !== 'conditional' && asking.test(hit.cue))
}

const asking =
  /\b(?:ask|asking|seek|seeking|propose|proposing|request|requesting|objections?|consensus|approval|like)\b/

const asksByRequest = (sentence: Sentence, index: number, dimension: Dimension, context: StatementContext): Ask[] => {
  const named = namedValues(sentence, dimension, context)
  const asked = named.find(
    (hit) =>
      !isAnotherTime(sentence, hit.from) &&
      (sentence.question ? isAsked(sentence) || isBare(sentence, hit) : isSought(sentence, hit, context)),
  )
  if (!asked) return []
  const about = { sentence, from: asked.from, nameSlot: undefined }
  return [{ dimension, about, cue: `ask: ${asked.cue}`, value: asked.tag.value, valueName: null, sentence, index }]
}

/** Values said with the noun of their dimension, where no other noun follows ("second reading amendments"). */
export const namedValues = (sentence: Sentence, dimension: Dimension, context: StatementContext): Hit<ValueTag>[] => {
  const nouns = new Set(dimension.nouns)
  const hits = context.cues.values.get(dimension.name)?.find(sentence.tokens) ?? []
  return hits.filter(
    (hit) => sentence.tokens.slice(hit.from, hit.to).some(({ norm }) => nouns.has(norm)) && !leadsOn(sentence, hit.to),
  )
}

const attributed =
  /^(?:review|reviews|reviewer|reviewers|requirements?|criteria|concerns?|blockers?|process|proposals?|editors?|version|discussion|features?)$/

const leadsOn = (sentence: Sentence, to: number): boolean => {
  const next = sentence.tokens[to]
  return next !== undefined && next.gap === 0 && attributed.test(next.norm)
}

/** "Second reading, then?" */
const isBare = ({ tokens }: Sentence, { from, to }: Hit<ValueTag>): boolean =>
  tokens.every(({ norm }, at) => (at >= from && at < to) || leadWords.has(norm) || decisionWords.has(norm))

const isAsked = (sentence: Sentence): boolean => questions.find(sentence.tokens).length > 0

const isSought = (sentence: Sentence, value: Hit<ValueTag>, context: StatementContext): boolean =>
  requests.find(sentence.tokens).some((hit) => {
    if (hit.to > value.from || value.from - hit.to > requestReach) return false
    const asked = context.modalityOf(sentence, hit.from, value.from)
    const named = context.modalityOf(sentence, value.from, value.to)
    return [asked, named].every(
      (modality) => modality === 'asserted' || modality === 'proposed' || modality === 'planned',
    )
  })

const isAnotherTime = (sentence: Sentence, at: number): boolean =>
  later.find(sentence.tokens).some((hit) => Math.abs(hit.from - at) < 12)
