import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Ask } from './ask.ts'
import { createAnswerReader, isNote } from './assent-words.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { createAskReader, namedValues } from './read-asks.ts'
import type { Statement, StatementContext } from './statement.ts'

/** How many sentences an ask stays open in speech; what is asked in a heading stays open until its topic ends. */
const speechReach = 6

/** What was decided by asking: the grants, and what was asked for in each topic. */
export type Assents = {
  grants: readonly Statement[]
  asks: readonly Ask[]
  /** Whether a statement tells a value by its name, with the noun of its dimension. */
  isTold: (statement: Statement) => boolean
}

/**
 * A request and its assent, each a sentence of its own: "Stage 2, any objections?", then "no objections". The assent
 * states what was asked. What a heading asks is granted by its conclusion; where nobody wrote one, by formal words, or by
 * the way the talk of it ends.
 */
export const readAssents = (
  sentences: readonly Sentence[],
  model: TrackingModel,
  context: StatementContext,
): Assents => {
  const { answerIn, refuses } = createAnswerReader(model, context)
  const { decided, asksIn, withdraws } = createAskReader(model, context)
  if (decided.length === 0) return { grants: [], asks: [], isTold: () => false }
  const concluded = new Set(sentences.filter((one) => one.kind === 'conclusion').map((one) => one.topic))
  const stretches = new Map<number, Heard>()
  const allAsks: Ask[] = []
  let open: Ask[] = []
  for (const [index, sentence] of sentences.entries()) {
    const heard = heardIn(stretches, sentence.topic)
    if (sentence.kind === 'speech') {
      heard.sentences.push({ sentence, index })
      if (refuses(sentence)) heard.refusals.push(index)
      if (withdraws(sentence)) heard.withdrawals.push(index)
    }
    open = open.filter((ask) => isOpen(ask, sentence, index))
    const asks = isNote(sentence) ? [] : asksIn(sentence, index)
    if (asks.length > 0) {
      heard.asks.push(...asks)
      allAsks.push(...asks)
      open = [...open.filter((ask) => !isReplaced(ask, asks)), ...withoutRepeats(asks)]
      continue
    }
    const answer = open.length > 0 && !sentence.question ? answerIn(sentence) : undefined
    if (answer?.kind === 'dissent') open = open.filter((ask) => ask.sentence.kind === 'heading')
    if (answer?.kind !== 'assent') continue
    const grantable = open.filter((ask) => isGranted(ask, sentence, answer.formal, concluded.has(sentence.topic)))
    const granted = grantable.filter((ask) => !isReplaced(ask, grantable))
    heard.grants.push(...granted.map((ask) => ({ index, statement: grant(ask, sentence) })))
    open = open.filter((ask) => !grantable.includes(ask))
  }
  const grants = [...stretches].flatMap(([topic, heard]) => grantsOf(heard, concluded.has(topic), context))
  return { grants, asks: allAsks, isTold: (statement) => isTold(statement, context) }
}

type Heard = {
  sentences: { sentence: Sentence; index: number }[]
  asks: Ask[]
  refusals: number[]
  withdrawals: number[]
  grants: { index: number; statement: Statement }[]
}

const heardIn = (stretches: Map<number, Heard>, topic: number): Heard => {
  const known = stretches.get(topic)
  if (known) return known
  const heard: Heard = { sentences: [], asks: [], refusals: [], withdrawals: [], grants: [] }
  stretches.set(topic, heard)
  return heard
}

/** What was granted aloud and not taken back; where nothing was and nobody wrote a conclusion, how the talk came out. */
const grantsOf = (heard: Heard, concluded: boolean, context: StatementContext): Statement[] => {
  if (concluded) return heard.grants.map(({ statement }) => statement)
  const lasting = heard.grants.filter(({ index }) => !heard.withdrawals.some((one) => one > index))
  if (heard.grants.length > 0) return lasting.map(({ statement }) => statement)
  const outcome = outcomeOf(heard, context)
  return outcome ? [grantByOutcome(outcome)] : []
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

/** Silence and the tone of a talk are weaker than words that tell the outcome. */
const grantByOutcome = ({ ask, sentence, declared }: Outcome): Statement => ({
  ...grant(ask, sentence),
  confidence: declared ? 55 : 40,
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

const isTold = ({ sentence, dimension, value, valueSlot }: Statement, context: StatementContext): boolean =>
  namedValues(sentence, dimension, context).some(
    (hit) => hit.tag.value === value && valueSlot !== undefined && hit.from < valueSlot.to && valueSlot.from < hit.to,
  )
