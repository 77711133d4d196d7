import {
  announcingCues,
  decidedForms,
  decidedVerbs,
  decisionCues,
  sealCues,
  settlingCues,
} from '../lexicon/decision-words.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { createListMatcher } from './list-matcher.ts'
import { promiseIn } from './promises.ts'
import { leansOnContext, tellingWords } from './substance.ts'
import { afterLeads, isFluent } from './wording.ts'

/** A sentence that settles something, from a token on; `sealed` by another sentence. */
export type Decided = {
  index: number
  from: number
  confidence: number
  decidedBy: string | null
  topic: string | null
  sealed?: Sentence
}

const cues = createListMatcher(decisionCues)
const seals = createListMatcher(sealCues)
const announcing = createListMatcher(announcingCues)
const settling = createListMatcher(settlingCues)

/** Every sentence that settles something, in the order of speech. */
export const findDecided = (reading: Reading): Decided[] => {
  const states = settledStates(reading)
  return [...reading.sentences.keys()]
    .flatMap(
      (index) => sealed(reading, index) ?? said(reading, index) ?? concluded(reading, index) ?? states.get(index) ?? [],
    )
    .toSorted((a, b) => a.index - b.index)
}

const decider = (sentence: Sentence, words: string, reading: Reading): string | null =>
  /^i\b|from me\b/.test(words) && sentence.speaker ? (reading.people.resolve(sentence.speaker) ?? null) : null

/** "March the third. That one sticks": the seal, and what it seals. */
const sealed = (reading: Reading, index: number): Decided | undefined => {
  const sentence = reading.sentences[index]
  if (sentence?.kind !== 'speech' || sentence.question) return undefined
  const announced = announcing.find(sentence.tokens)[0]
  const hit = announced ?? seals.find(sentence.tokens)[0]
  if (!hit || isUnsure(sentence, hit, reading)) return undefined
  const decidedBy = decider(
    sentence,
    `${hit.cue} ${sentence.tokens
      .slice(hit.to, hit.to + 2)
      .map((token) => token.norm)
      .join(' ')}`,
    reading,
  )
  const rest = [...sentence.tokens.slice(0, hit.from), ...sentence.tokens.slice(hit.to)]
  const at = tellingWords(rest) >= 3 ? index : sealedBy(reading, index, announced !== undefined)
  if (at === undefined) return undefined
  return { index: at, from: 0, confidence: 70, decidedBy, topic: topicFor(reading, at), sealed: sentence }
}

/** What the same speaker said right before, or says next when it was announced; else what was said to the speaker. */
const sealedBy = (reading: Reading, index: number, isAnnounced: boolean): number | undefined => {
  const seal = reading.sentences[index]
  const isTelling = (at: number, least: number) => {
    const other = reading.sentences[at]
    return other?.kind === 'speech' && !other.question && tellingWords(other.tokens) >= least
  }
  const isOwn = (at: number) => reading.sentences[at]?.segment === seal?.segment
  const own = (isAnnounced ? [index + 1, index + 2] : [index - 1, index - 2]).find(
    (at) => isOwn(at) && isTelling(at, 1),
  )
  return own ?? [index - 1, index - 2, index - 3].find((at) => !isOwn(at) && isTelling(at, 4))
}

/** "We decided to close early", "so we drop it". */
const said = (reading: Reading, index: number): Decided | undefined => {
  const sentence = reading.sentences[index]
  if (!sentence || sentence.kind === 'heading' || sentence.question || sentence.tokens.length < 3) return undefined
  if (sentence.kind === 'speech' && (!isFluent(sentence) || isAside(sentence))) return undefined
  const hit = cues.find(sentence.tokens).find((one) => !isAsked(sentence, one.from)) ?? resolved(sentence)
  if (!hit || isUnsure(sentence, hit, reading)) return undefined
  if (promiseIn(sentence, reading)?.kind === 'taken') return undefined
  const topic = topicFor(reading, index)
  if (sentence.kind === 'speech' && topic === null && tellingWords(sentence.tokens) < 2) return undefined
  const from = afterLead(sentence, hit.to)
  return {
    index,
    from,
    confidence: sentence.kind === 'conclusion' ? 85 : 70,
    decidedBy: decider(sentence, hit.cue, reading),
    topic,
  }
}

/** A short sentence says what it is about no more than its topic does. */
const topicFor = (reading: Reading, index: number): string | null => {
  const sentence = reading.sentences[index]
  if (sentence?.kind !== 'speech') return null
  return leansOnContext(sentence.tokens) || tellingWords(sentence.tokens) < shortDecision
    ? reading.topicOf(sentence)
    : null
}
const shortDecision = 5

/** "Which we are doing anyway", "because we keep it": said of another thing. */
const isAside = (sentence: Sentence): boolean =>
  /^(?:because|cause|which|who|whose|where|unless|or|as|while|though|although)$/.test(
    sentence.tokens[afterLeads(sentence, 0)]?.norm ?? '',
  )

/** "I forgot what we decided" decides nothing. */
const isAsked = (sentence: Sentence, from: number): boolean =>
  /^(?:what|how|whether|if|who|which|had|where|when|that)$/.test(sentence.tokens[from - 1]?.norm ?? '')

const isUnsure = (sentence: Sentence, hit: { from: number; to: number }, reading: Reading): boolean => {
  const modality = reading.context.modalityOf(sentence, hit.from, hit.to)
  return modality !== 'asserted' && modality !== 'planned'
}

/** "So we start on Monday", "we're dropping the second coat", "we'll use the old one then": what follows from the talk. */
const resolved = (sentence: Sentence): { cue: string; from: number; to: number } | undefined => {
  const { tokens } = sentence
  for (const [at, { norm }] of tokens.entries()) {
    if (norm !== 'we') continue
    const [first, second] = [tokens[at + 1]?.norm ?? '', tokens[at + 2]?.norm ?? '']
    const goesOn = tokens.slice(Math.max(0, at - 5), at).some((token) => token.norm === 'so' || token.norm === 'then')
    if (decidedVerbs.has(first) && goesOn) return { cue: 'so we', from: at, to: at + 1 }
    if (second === 'move' && tokens[at + 3]?.norm === 'on') continue
    if (first === 'are' && decidedForms.has(second)) return { cue: 'we are', from: at, to: at + 3 }
    if (first === 'will' && decidedVerbs.has(second) && (goesOn || tokens.at(-1)?.norm === 'then'))
      return { cue: 'we will', from: at, to: at + 3 }
  }
  return undefined
}

const concluded = (reading: Reading, index: number): Decided | undefined => {
  const sentence = reading.sentences[index]
  if (sentence?.kind !== 'conclusion' || sentence.question || tellingWords(sentence.tokens) < 3) return undefined
  if (cues.find(sentence.tokens)[0] || promiseIn(sentence, reading)) return undefined
  return { index, from: 0, confidence: 85, decidedBy: null, topic: null }
}

/** "We decided to close early" decides "Close early"; after other words the sentence stays whole. */
const afterLead = (sentence: Sentence, to: number): number => {
  const last = sentence.tokens[to - 1]?.norm
  const next = sentence.tokens[to]?.norm
  const isVerb = sentence.tokens.length - to >= 3
  if (!isVerb) return 0
  if (last === 'that' || (last === 'to' && decidedTo.has(sentence.tokens[to - 2]?.norm ?? ''))) return to
  const said = sentence.tokens[to + 1]?.norm ?? ''
  const isClause = next === 'that' && said !== "'s" && said !== 'is'
  return (next === 'to' && decidedTo.has(last ?? '')) || isClause ? to + 1 : 0
}

const decidedTo = new Set(['decided', 'agreed', 'consensus'])

/** A day that is fixed, an amount, somebody who takes over, a thing that is dropped or put off: each is a decision. */
const settledStates = (reading: Reading): ReadonlyMap<number, Decided> => {
  const places = new Map(reading.sentences.map((sentence, index) => [sentence, index]))
  const found = new Map<number, Decided>()
  for (const statement of reading.statements) {
    const { sentence, modality, dimension, value } = statement
    const listed = dimension.values.find((one) => one.value === value)
    const isFixed = dimension.kind === 'date' || dimension.kind === 'money'
    const settles = listed?.decided === true || (isFixed && settling.find(sentence.tokens).length > 0)
    const index = places.get(sentence)
    if (modality !== 'asserted' || !settles || sentence.kind !== 'speech' || index === undefined) continue
    // What befalls a thing is no decision of anybody here: "the printer is off sick".
    if (!sentence.tokens.some((token) => token.norm === 'we' || token.norm === 'i')) continue
    const topic = reading.subjectOf(statement)
    if (topic !== null && !found.has(index))
      found.set(index, { index, from: 0, confidence: 60, decidedBy: null, topic })
  }
  return found
}
