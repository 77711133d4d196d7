import type { InsightDraft } from '../../../domain/insight/insight.ts'
import { createMatcher } from '../cues/matcher.ts'
import { commitmentCues, idleVerbs, requestCues } from '../lexicon/insight-cues.ts'
import type { Reading } from '../prepare.ts'
import { clauseAt, type Sentence, textOf } from '../reading/sentence.ts'
import { isoOf } from '../values/calendar.ts'
import { findDate } from '../values/dates.ts'
import { asStatement, makeInsight } from './make-insight.ts'

const commitments = createMatcher<'commit'>(commitmentCues.map((cue): [string, 'commit'] => [cue, 'commit']))
const requests = createMatcher<'ask'>(requestCues.map((cue): [string, 'ask'] => [cue, 'ask']))
const label = /^[\s\-*•]*(?:action(?: item)?s?|todo|to do|ai|next steps?)\s*[:–-]\s*/i

type Promise_ = { owner: string | null; from: number; confidence: number }

/** Who has said to do what: "I'll send it by Friday", "Ana, please check", "Ben to follow up" in a conclusion. */
export const findActionItems = (reading: Reading): InsightDraft[] =>
  reading.sentences.flatMap((sentence, index) => {
    const promise = promiseIn(sentence, reading, reading.sentences[index + 1])
    if (!promise) return []
    const clause = clauseAt(sentence, promise.from)
    const to = Math.max(clause.to, endOfPurpose(sentence, clause.to))
    const description = asStatement(textOf(sentence, promise.from, to))
    if (sentence.tokens.slice(promise.from, to).length < 3) return []
    const due = findDate(sentence.tokens, 0, sentence.tokens.length, reading.context.today)
    const body = {
      description,
      owner: promise.owner,
      dueDate: due ? isoOf(due.day) : null,
      priority: 'normal' as const,
      context: null,
      status: 'open' as const,
    }
    return [makeInsight('action_item', body, sentence, promise.confidence)]
  })

const promiseIn = (sentence: Sentence, reading: Reading, next: Sentence | undefined): Promise_ | undefined =>
  sentence.kind === 'heading'
    ? undefined
    : (labelled(sentence, reading) ??
      byFirstPerson(sentence, reading) ??
      byRequest(sentence, reading, next) ??
      assigned(sentence, reading))

const labelled = (sentence: Sentence, reading: Reading): Promise_ | undefined => {
  const match = label.exec(sentence.text)
  if (!match) return undefined
  const from = sentence.tokens.findIndex((token) => token.start - sentence.start >= match[0].length)
  return from < 0 ? undefined : { owner: firstPerson(sentence, from, reading), from, confidence: 85 }
}

const firstPerson = (sentence: Sentence, from: number, reading: Reading): string | null => {
  const names = reading.namesOf(sentence)
  return (
    names.find((name) => name.type === reading.context.personType && name.start >= (sentence.tokens[from]?.start ?? 0))
      ?.surface ?? null
  )
}

const byFirstPerson = (sentence: Sentence, reading: Reading): Promise_ | undefined => {
  if (sentence.question) return undefined
  const hit = commitments.find(sentence.tokens)[0]
  if (!hit) return undefined
  const verb = sentence.tokens[hit.to]
  if (!verb || verb.gap > 1 || idleVerbs.has(verb.norm)) return undefined
  if (
    (hit.cue === 'i can' || hit.cue === 'let me') &&
    !findDate(sentence.tokens, hit.to, sentence.tokens.length, reading.context.today)
  )
    return undefined
  const modality = reading.context.modalityOf(sentence, hit.from, hit.to)
  if (modality !== 'asserted' && modality !== 'planned') return undefined
  return { owner: (sentence.speaker && reading.people.resolve(sentence.speaker)) ?? null, from: hit.to, confidence: 75 }
}

/** "Ana, can you check the logs?" and "please send it, Ana": a person must be addressed by name. */
const byRequest = (sentence: Sentence, reading: Reading, next: Sentence | undefined): Promise_ | undefined => {
  const hit = requests.find(sentence.tokens)[0]
  if (!hit || sentence.tokens.length - hit.to < 2) return undefined
  const addressed = addressee(sentence, reading)
  const owner =
    addressed ??
    (next && next.speaker !== sentence.speaker && agrees(next) && next.speaker
      ? reading.people.resolve(next.speaker)
      : undefined)
  if (!owner || owner === sentence.speaker) return undefined
  return { owner, from: hit.to, confidence: addressed ? 70 : 60 }
}

const agrees = (sentence: Sentence): boolean =>
  /^(?:yes|yeah|yep|sure|okay|ok|will do|of course|on it|can do|absolutely|done|i will|i'll|consider it done|happy to|no problem)\b/i.test(
    sentence.text,
  )

const addressee = (sentence: Sentence, reading: Reading): string | undefined => {
  const first = sentence.tokens[0]
  const second = sentence.tokens[1]
  const last = sentence.tokens.at(-1)
  const opening = first && second && second.gap === 1 ? reading.people.resolve(first.norm) : undefined
  const closing = last && last.gap === 1 ? reading.people.resolve(last.norm) : undefined
  const inner = sentence.tokens.find(
    (token, at) =>
      token.gap === 1 && at > 0 && (sentence.tokens[at + 1]?.gap ?? 0) === 1 && reading.people.resolve(token.norm),
  )
  return opening ?? closing ?? (inner && reading.people.resolve(inner.norm))
}

/** In the notes of a conclusion: "Ana to check", "Ben will follow up". */
const assigned = (sentence: Sentence, reading: Reading): Promise_ | undefined => {
  if (sentence.kind !== 'conclusion') return undefined
  const first = sentence.tokens[0]
  const owner = first && reading.people.resolve(first.norm)
  const verb = sentence.tokens[1]?.norm
  return owner && (verb === 'to' || verb === 'will') ? { owner, from: 2, confidence: 80 } : undefined
}

const endOfPurpose = (sentence: Sentence, to: number): number =>
  sentence.tokens[to]?.norm === 'so' || sentence.tokens[to]?.norm === 'and' ? clauseAt(sentence, to).to : to
