import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher, type Hit } from '../cues/matcher.ts'
import { casualAssents, speechOf } from '../lexicon/english.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import type { Ask } from './ask.ts'
import type { CueTag } from './cue-table.ts'
import { readValue } from './read-value.ts'
import { createSilence } from './silence.ts'
import type { Statement, StatementContext } from './statement.ts'

/** How many sentences an ask stays open in speech; what is asked in a heading stays open until its topic ends. */
const speechReach = 6
const longestAssent = 12
const objects = new Set('on to that about not of from around only regarding with for does'.split(' '))

/**
 * A request and its assent, each a sentence of its own: "Stage 2, any objections?", then "no objections". The assent
 * states what was asked. What a heading asks is granted by its conclusion; where nobody wrote one, by formal words.
 */
export const readAssents = (
  sentences: readonly Sentence[],
  model: TrackingModel,
  context: StatementContext,
): Statement[] => {
  const { answerIn, refuses } = createAnswerReader(model, context)
  const concluded = new Set(sentences.filter((one) => one.kind === 'conclusion').map((one) => one.topic))
  const statements: Statement[] = []
  const silence = createSilence(concluded, context)
  let open: Ask[] = []
  for (const [index, sentence] of sentences.entries()) {
    silence.hear(sentence, index, sentence.kind === 'speech' && refuses(sentence))
    open = open.filter((ask) => isOpen(ask, sentence, index))
    const asks = asksIn(sentence, index, context)
    if (asks.length > 0) {
      silence.asked(asks)
      open = [...open.filter((ask) => !isReplaced(ask, asks)), ...withoutRepeats(asks)]
      continue
    }
    const answer = open.length > 0 && !sentence.question ? answerIn(sentence) : undefined
    if (answer?.kind === 'dissent') open = open.filter((ask) => ask.sentence.kind === 'heading')
    if (answer?.kind !== 'assent') continue
    const grantable = open.filter((ask) => isGranted(ask, sentence, answer.formal, concluded.has(sentence.topic)))
    const granted = grantable.filter((ask) => !isReplaced(ask, grantable))
    statements.push(...granted.map((ask) => grant(ask, sentence)))
    if (granted.length > 0) silence.granted(sentence.topic, index)
    open = open.filter((ask) => !grantable.includes(ask))
  }
  return [...statements, ...silence.end().map(grantSilently)]
}

const isOpen = (ask: Ask, sentence: Sentence, index: number): boolean =>
  ask.sentence.topic === sentence.topic && (ask.sentence.kind === 'heading' || index - ask.index <= speechReach)

/** A later request takes the place of an earlier one; a heading's stays open beside it. */
const isReplaced = (ask: Ask, by: readonly Ask[]): boolean =>
  by.some(
    (other) =>
      other.dimension === ask.dimension &&
      other.index > ask.index &&
      other.sentence.kind !== 'heading' &&
      (ask.sentence.kind !== 'heading' || by.includes(ask)),
  )

const withoutRepeats = (asks: readonly Ask[]): Ask[] =>
  asks.filter(
    (ask, index) => asks.findIndex((other) => other.dimension === ask.dimension && other.value === ask.value) === index,
  )

/** Nobody grants their own request, except in writing: a note in brackets tells what the others said. */
const isGranted = (ask: Ask, answer: Sentence, formal: boolean, concluded: boolean): boolean => {
  if (answer.kind === 'conclusion') return true
  if (ask.sentence.kind === 'heading') return formal && !concluded
  return isNote(answer) || (formal && (answer.speaker !== ask.sentence.speaker || heardNothing.test(answer.text)))
}

/** Who asks may also say what they heard. */
const heardNothing = /\b(?:no|not hearing(?: any)?|hearing no) objections?\b|\bhearing none\b|\bnot hearing any/i

const isNote = (sentence: Sentence): boolean => /^[([].*[)\]]\W*$/s.test(sentence.text)

const asksIn = (sentence: Sentence, index: number, context: StatementContext): Ask[] =>
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
  const words = (hit.slots.value?.from ?? hit.to) - hit.from
  if (words < 2 || sentence.kind === 'conclusion') return false
  return (
    sentence.question ||
    context.modalityOf(sentence, hit.from, hit.slots.value?.from ?? hit.to) === 'proposed' ||
    asking.test(hit.cue)
  )
}

const asking =
  /\b(?:ask|asking|seek|seeking|propose|proposing|request|requesting|objections?|consensus|approval|like)\b/

const createAnswerReader = (model: TrackingModel, context: StatementContext) => {
  const speech = speechOf(model)
  const tagged = (cues: readonly string[], tag: 'assent' | 'dissent') => cues.map((cue) => [cue, tag] as const)
  const marks = createMatcher<'assent' | 'dissent'>([
    ...tagged(speech.assent, 'assent'),
    ...tagged(speech.dissent, 'dissent'),
  ])
  const marksIn = (sentence: Sentence) => {
    const hits = marks.find(sentence.tokens)
    const longest = hits.filter((hit) => !hits.some((other) => isInside(hit, other)))
    return longest.filter((hit) => context.modalityOf(sentence, hit.from, hit.to) !== 'negated')
  }
  const refuses = (sentence: Sentence): boolean =>
    !sentence.question && marksIn(sentence).some((hit) => hit.tag === 'dissent')
  const answerIn = (sentence: Sentence): Answer | undefined => {
    const meant = marksIn(sentence)
    if (meant.some((hit) => hit.tag === 'dissent')) return { kind: 'dissent' }
    const assent = meant.find((hit) => hit.tag === 'assent')
    if (isNote(sentence) && (assent || silent.test(sentence.text))) return { kind: 'assent', formal: true }
    if (!assent) return undefined
    if (context.modalityOf(sentence, assent.from, assent.to) !== 'asserted') return undefined
    // An assent is short, opens its clause and nearly ends it: "consensus on something else" agrees to that.
    const clause = clauseAt(sentence, assent.from)
    const rest = sentence.tokens.slice(assent.to, clause.to)
    const complete = rest.length <= 2 && (rest[1]?.norm === 'me' || !rest.some((token) => objects.has(token.norm)))
    const opens = assent.from - clause.from <= 1
    if (!opens || !complete || sentence.tokens.length > longestAssent) return undefined
    return { kind: 'assent', formal: !casualAssents.has(assent.cue) }
  }
  return { answerIn, refuses }
}

type Answer = { kind: 'dissent' } | { kind: 'assent'; formal: boolean }

const isInside = <T>(hit: Hit<T>, other: Hit<T>): boolean =>
  other.from <= hit.from && other.to >= hit.to && other.to - other.from > hit.to - hit.from

/** What a minute-taker notes when nobody speaks up. */
const silent = /\b(?:silence|none|no objections?|no response|crickets|yes|agreement|consensus|nods|thumbs)\b/i

const grantSilently = ({ ask, sentence }: { ask: Ask; sentence: Sentence }): Statement => ({
  ...grant(ask, sentence),
  confidence: 45,
  cue: `silence after: ${ask.cue}`,
})

const grant = ({ dimension, about, cue, value, valueName }: Ask, sentence: Sentence): Statement => ({
  sentence,
  dimension,
  op: 'set',
  value,
  valueName,
  modality: 'asserted',
  effectiveAt: null,
  confidence: sentence.kind === 'conclusion' ? 75 : 50,
  cue: `assent to: ${cue}`,
  from: 0,
  to: 0,
  nameSlot: undefined,
  valueSlot: undefined,
  about,
})
