import { commitmentCues, idleVerbs, imperativeVerbs } from '../lexicon/insight-cues.ts'
import { emptyVerbs, needCues, notVerbs, offerCues, taskVerbs } from '../lexicon/task-words.ts'
import type { Reading } from '../prepare.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import { dayIn } from './due-day.ts'
import { createListMatcher } from './list-matcher.ts'
import type { Promised } from './promised.ts'
import { requestIn } from './requests.ts'
import { isTalk } from './talk.ts'

const commitments = createListMatcher(commitmentCues)
const offers = createListMatcher(offerCues)
const needs = createListMatcher(needCues)
const label = /^[\s\-*•]*(?:action(?: item)?s?|todo|to do|ai|next steps?)\s*[:–-]\s*/i

export const promiseIn = (sentence: Sentence, reading: Reading): Promised | undefined => {
  if (sentence.kind === 'heading') return undefined
  return (
    labelled(sentence, reading) ??
    byFirstPerson(sentence, reading) ??
    requestIn(sentence, reading) ??
    assigned(sentence, reading) ??
    waiting(sentence, reading)
  )
}

/** "Action: Ana to check the logs". */
const labelled = (sentence: Sentence, reading: Reading): Promised | undefined => {
  const match = label.exec(sentence.text)
  if (!match) return undefined
  const from = sentence.tokens.findIndex((token) => token.start - sentence.start >= match[0].length)
  if (from < 0) return undefined
  const named = reading.namesOf(sentence).find((name) => name.type === reading.context.personType)
  return { owner: named?.surface ?? null, from, confidence: 85, kind: 'given' }
}

const adverbs = new Set(
  'just also then definitely personally certainly happily gladly probably now quickly simply'.split(' '),
)

const afterAdverbs = (sentence: Sentence, from: number): number => {
  let at = from
  while (adverbs.has(sentence.tokens[at]?.norm ?? '') && (sentence.tokens[at]?.gap ?? 0) === 0) at++
  return at
}

/** "I'll send it by Friday". What is no task in itself ("I'll have it") counts when a day is named. */
const byFirstPerson = (sentence: Sentence, reading: Reading): Promised | undefined => {
  const hit = sentence.question
    ? undefined
    : commitments.find(sentence.tokens).find((one) => isFirm(sentence, one.to, one.cue, reading))
  if (!hit) return undefined
  const modality = reading.context.modalityOf(sentence, hit.from, hit.to)
  if (modality !== 'asserted' && modality !== 'planned') return undefined
  const from = afterAdverbs(sentence, hit.to)
  const confidence = dayIn(sentence, from, sentence.tokens.length, reading) ? 80 : 70
  return { owner: speakerOf(sentence, reading), from, confidence, kind: 'taken' }
}

const isFirm = (sentence: Sentence, to: number, cue: string, reading: Reading): boolean => {
  const at = afterAdverbs(sentence, to)
  const verb = sentence.tokens[at]
  if (!verb || verb.gap > 1 || /\p{Lu}/u.test(sentence.text[verb.start - sentence.start] ?? '')) return false
  if (emptyVerbs.has(verb.norm) || notVerbs.has(verb.norm) || isTalk(sentence, at)) return false
  const dated = dayIn(sentence, at, sentence.tokens.length, reading) !== undefined
  if (cue === 'i am') return dated && /[a-z]{3}ing$/.test(verb.norm) && verb.norm !== 'going'
  return dated || (isTask(verb.norm) && !(idleVerbs.has(verb.norm) && verb.norm !== 'call'))
}

const isTask = (verb: string): boolean => taskVerbs.has(verb)

export const speakerOf = (sentence: Sentence, reading: Reading): string | null =>
  (sentence.speaker && reading.people.resolve(sentence.speaker)) ?? null

/** "I can find out", "shall I write to them?", "I need to order paint": a task once somebody says yes to it or asks when. */
const waiting = (sentence: Sentence, reading: Reading): Promised | undefined => {
  for (const [matcher, kind] of [
    [offers, 'offered'],
    [needs, 'needed'],
  ] as const) {
    const hit = matcher.find(sentence.tokens)[0]
    const verb = hit && sentence.tokens[hit.to]
    if (
      !hit ||
      !verb ||
      verb.gap > 0 ||
      emptyVerbs.has(verb.norm) ||
      (idleVerbs.has(verb.norm) && verb.norm !== 'tell')
    )
      continue
    const modality = reading.context.modalityOf(sentence, hit.from, hit.to)
    if (modality === 'negated' || modality === 'conditional' || modality === 'superseded') continue
    const owes = sentence.tokens[hit.to - 1]?.norm === 'owe'
    return { owner: speakerOf(sentence, reading), from: owes ? hit.to - 1 : hit.to, confidence: 60, kind }
  }
  return undefined
}

/** "Ana to check", "Ben will follow up": in the notes of a conclusion, and in speech when a day is named. */
const assigned = (sentence: Sentence, reading: Reading): Promised | undefined => {
  if (sentence.question) return undefined
  const written = sentence.kind === 'conclusion'
  for (const start of sentence.clauses) {
    const [first, second, verb] = sentence.tokens.slice(start, start + 3)
    const raw = first ? sentence.text.slice(first.start - sentence.start, first.end - sentence.start) : ''
    const owner = reading.people.resolve(raw)
    if (!owner || !verb || !(second?.norm === 'will' || second?.norm === 'to') || emptyVerbs.has(verb.norm)) continue
    const isNote = written || (second.norm === 'to' && imperativeVerbs.has(verb.norm))
    if (!isNote && dayIn(sentence, start, sentence.tokens.length, reading) === undefined) continue
    if (!written && reading.context.modalityOf(sentence, start + 1, start + 2) === 'conditional') continue
    const clause = clauseAt(sentence, start)
    if (clause.to - start >= 4) return { owner, from: start + 2, confidence: written ? 80 : 65, kind: 'given' }
  }
  return undefined
}
