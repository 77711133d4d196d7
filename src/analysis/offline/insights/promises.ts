import { createMatcher } from '../cues/matcher.ts'
import { commitmentCues, idleVerbs, imperativeVerbs, requestCues } from '../lexicon/insight-cues.ts'
import { leadWords } from '../lexicon/topic-words.ts'
import type { Reading } from '../prepare.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import { findDate } from '../values/dates.ts'
import { tellingWords } from './substance.ts'

/** Somebody took on, or was given, something to do: who, and from which token on it is said what. */
export type Promised = { owner: string | null; from: number; confidence: number; kind: 'taken' | 'given' }

const commitments = createMatcher<true>(commitmentCues.map((cue): [string, true] => [cue, true]))
const requests = createMatcher<true>(requestCues.map((cue): [string, true] => [cue, true]))
const label = /^[\s\-*•]*(?:action(?: item)?s?|todo|to do|ai|next steps?)\s*[:–-]\s*/i

export const promiseIn = (sentence: Sentence, reading: Reading, next: Sentence | undefined): Promised | undefined => {
  if (sentence.kind === 'heading') return undefined
  return (
    labelled(sentence, reading) ??
    byFirstPerson(sentence, reading) ??
    byRequest(sentence, reading, next) ??
    assigned(sentence, reading)
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

/** "I'll send it by Friday". Verbs that promise little ("I'll have it") count with a date only. */
const byFirstPerson = (sentence: Sentence, reading: Reading): Promised | undefined => {
  const hit = sentence.question ? undefined : commitments.find(sentence.tokens)[0]
  const verb = hit && sentence.tokens[hit.to]
  if (!hit || !verb || verb.gap > 1) return undefined
  const dated = isDated(sentence, hit.to, reading)
  const continuous = hit.cue === 'i am'
  if (continuous && !(dated && /ing$/.test(verb.norm))) return undefined
  const weak = idleVerbs.has(verb.norm) || hit.cue === 'i can' || hit.cue === 'let me'
  if (weak && !dated) return undefined
  if (/\p{Lu}/u.test(sentence.text[verb.start - sentence.start] ?? '')) return undefined
  const modality = reading.context.modalityOf(sentence, hit.from, hit.to)
  if (modality !== 'asserted' && modality !== 'planned') return undefined
  const owner = (sentence.speaker && reading.people.resolve(sentence.speaker)) ?? null
  return { owner, from: hit.to, confidence: dated ? 80 : 70, kind: 'taken' }
}

const isDated = (sentence: Sentence, from: number, reading: Reading): boolean =>
  findDate(sentence.tokens, from, Math.min(sentence.tokens.length, from + 25), reading.context.today) !== undefined

/** "Ana, can you check the logs?", "please send it, Ana", "Kevin, write me a page": somebody must be addressed, or agree. */
const byRequest = (sentence: Sentence, reading: Reading, next: Sentence | undefined): Promised | undefined => {
  const from = requestStart(sentence)
  if (from === undefined || (sentence.text.endsWith('?') === false && tellingWords(sentence.tokens.slice(from)) < 2))
    return undefined
  const addressed = addressee(sentence, reading)
  const agreed =
    next && next.speaker !== null && next.speaker !== sentence.speaker && agrees(next)
      ? reading.people.resolve(next.speaker)
      : undefined
  const owner = addressed ?? agreed
  if (!owner || owner === (sentence.speaker && reading.people.resolve(sentence.speaker))) return undefined
  return { owner, from, confidence: addressed ? 70 : 60, kind: 'given' }
}

const requestStart = (sentence: Sentence): number | undefined => {
  const hit = requests.find(sentence.tokens)[0]
  if (hit) return hit.to
  const at = sentence.clauses.find((start) => start <= 3 && imperativeVerbs.has(sentence.tokens[start]?.norm ?? ''))
  if (at !== undefined) return at
  const second = sentence.tokens[1]
  return second?.gap === 1 && imperativeVerbs.has(second.norm) ? 1 : undefined
}

const agreement =
  /^(?:yes|yeah|yep|sure|okay|ok|will do|of course|on it|can do|absolutely|done|i will|i'll|consider it done|happy to|no problem|noted)\b/i
const agrees = (sentence: Sentence): boolean => agreement.test(sentence.text)

/** The person a sentence is spoken to: a name with commas around it, at its start, its end or inside. */
const addressee = (sentence: Sentence, reading: Reading): string | undefined => {
  const { tokens } = sentence
  for (const [at, token] of tokens.entries()) {
    const before = token.gap > 0 || tokens.slice(0, at).every(({ norm }) => leadWords.has(norm))
    const after = at === tokens.length - 1 || (tokens[at + 1]?.gap ?? 0) > 0
    const name = before && after ? reading.people.resolve(token.norm) : undefined
    if (name) return name
  }
  return undefined
}

/** "Ana to check", "Ben will follow up": in the notes of a conclusion, and in speech when a day is named. */
const assigned = (sentence: Sentence, reading: Reading): Promised | undefined => {
  if (sentence.question) return undefined
  const written = sentence.kind === 'conclusion'
  for (const start of sentence.clauses) {
    const [first, second] = [sentence.tokens[start], sentence.tokens[start + 1]]
    const raw = first ? sentence.text.slice(first.start - sentence.start, first.end - sentence.start) : ''
    const owner = reading.people.resolve(raw)
    if (!owner || (second?.norm !== 'will' && !(written && second?.norm === 'to'))) continue
    if (
      !written &&
      (!isDated(sentence, start, reading) ||
        reading.context.modalityOf(sentence, start + 1, start + 2) === 'conditional')
    )
      continue
    const clause = clauseAt(sentence, start)
    if (clause.to - start >= 4) return { owner, from: start + 2, confidence: written ? 80 : 65, kind: 'given' }
  }
  return undefined
}
