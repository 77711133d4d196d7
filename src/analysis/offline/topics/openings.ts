import { createMatcher } from '../cues/matcher.ts'
import { imperativeVerbs } from '../lexicon/insight-cues.ts'
import { personRoles } from '../lexicon/people-words.ts'
import { determiners, leadWords, phraseEnds, turnCues } from '../lexicon/topic-words.ts'
import { isNameWord } from '../names/capitalised.ts'
import type { People } from '../names/person.ts'
import type { Sentence } from '../reading/sentence.ts'
import { type NounPhrase, nounPhraseAt, wordKey } from './noun-phrase.ts'

/** What deciding on an opening needs of the meeting. */
export type Talk = {
  sentences: readonly Sentence[]
  people: People
  /** How often each word is said. */
  counts: ReadonlyMap<string, number>
  /** Who leads the meeting: their bare word turns the talk. */
  lead: string | null
}

const turns = createMatcher<true>(turnCues.map((cue): [string, true] => [cue, true]))

/**
 * The thing that a sentence turns to. "Next is payroll", "how is the audit?"; a bare fragment of whoever has the say,
 * "Okay. Payroll."; or a thing put before its clause, "So payroll, we are nearly there".
 */
export const openingOf = (index: number, talk: Talk): NounPhrase | undefined => {
  const sentence = talk.sentences[index]
  if (sentence?.kind !== 'speech') return undefined
  const start = afterLead(sentence, talk.people)
  const phrase =
    byTurn(sentence, start, talk) ?? byFragment(sentence, start, index, talk) ?? byFront(sentence, start, talk)
  if (!phrase || personRoles.includes(phrase.words.at(-1) ?? '')) return undefined
  return isSomebody(index, talk.sentences) ? undefined : phrase
}

/** "Marguerite. She called me.": what is followed by "he" or "she" is a person. */
const isSomebody = (index: number, sentences: readonly Sentence[]): boolean =>
  sentences
    .slice(index + 1, index + 3)
    .some((next) => next.segment === sentences[index]?.segment && /^(?:he|she)$/.test(next.tokens[0]?.norm ?? ''))

/** The first token that is neither a filler nor the person spoken to. */
export const afterLead = (sentence: Sentence, people: People): number => {
  const { tokens } = sentence
  let at = 0
  while (at < tokens.length) {
    const norm = tokens[at]?.norm ?? ''
    const addressed = people.resolve(norm) !== undefined && (at + 1 === tokens.length || (tokens[at + 1]?.gap ?? 0) > 0)
    if (!leadWords.has(norm) && !addressed) break
    at++
  }
  return at
}

const byTurn = (sentence: Sentence, start: number, { people }: Talk): NounPhrase | undefined => {
  const hit = turns.find(sentence.tokens).find((found) => found.from <= start + 2)
  const phrase = hit && nounPhraseAt(sentence, hit.to, people)
  return phrase && !isAction(sentence, phrase) ? phrase : undefined
}

const byFragment = (sentence: Sentence, start: number, index: number, talk: Talk): NounPhrase | undefined => {
  const { people, sentences } = talk
  const phrase = nounPhraseAt(sentence, start, people)
  if (!phrase || phrase.from - start > 1) return undefined
  if (phrase.to - phrase.from > longestFragment) return undefined
  const second = apposition(sentence, phrase, people)
  const rest = sentence.tokens.slice(second?.to ?? phrase.to)
  if (!rest.every((token) => leadWords.has(token.norm) || people.resolve(token.norm))) return undefined
  const previous = sentences[index - 1]
  const answers = previous?.question === true && previous.speaker !== sentence.speaker
  if (isIndefinite(sentence, start)) return undefined
  const led = start > 0 || (previous !== undefined && previous.speaker === sentence.speaker && isLead(previous, people))
  const following = sentences[index + 1]
  const ends = following === undefined || following.segment !== sentence.segment || isLead(following, people)
  const isEcho = echoes(phrase, index, sentences)
  if (ends ? answers || isEcho : answers && isEcho) return undefined
  const leads = sentence.speaker === talk.lead
  if (isAction(sentence, phrase) && !(leads && isSpokenOf(sentence, phrase, talk))) return undefined
  const definite = /^(?:the|our|my|this)$/.test(sentence.tokens[start]?.norm ?? '')
  const asks = sentence.question && !(led || definite)
  if (leads && (led || ends || pointsBack(following)) && !asks) return phrase
  const hasSay = leads || !ends || wasCalled(sentence, index, talk)
  return hasSay && ((definite && !ends) || isSpokenOf(sentence, phrase, talk)) ? phrase : undefined
}

/** "The crane. When?", "The crane. It worries me.": what follows speaks of what was just named. */
const pointsBack = (following: Sentence): boolean =>
  (following.question && following.tokens.length <= 4) ||
  /^(?:it|this|that|they|these|those|here|there)$/.test(following.tokens[0]?.norm ?? '')

/** "Bring donuts.", "Checking.": what somebody does or is to do, unless the talk comes back to it. */
const isAction = (sentence: Sentence, phrase: NounPhrase): boolean => {
  const first = sentence.tokens[phrase.from]?.norm ?? ''
  return imperativeVerbs.has(first) || (phrase.to - phrase.from === 1 && /[a-z]{2}ing$/.test(first))
}

/** "An actual wardrobe." describes; "The wardrobe." names. */
const isIndefinite = (sentence: Sentence, at: number): boolean => /^an?$/.test(sentence.tokens[at]?.norm ?? '')

/** "Stair two, the fire stair": the same thing in other words. */
const apposition = (sentence: Sentence, phrase: NounPhrase, people: People): NounPhrase | undefined => {
  const next = sentence.tokens[phrase.to]
  return next?.gap === 1 && determiners.has(next.norm) ? nounPhraseAt(sentence, phrase.to, people) : undefined
}

const longestFragment = 3

const isLead = (sentence: Sentence, people: People): boolean => afterLead(sentence, people) === sentence.tokens.length

/** "Page seven." after somebody else spoke of page seven says nothing new. */
const echoes = (phrase: NounPhrase, index: number, sentences: readonly Sentence[]): boolean => {
  const own = sentences[index]
  const head = phrase.words.at(-1)
  return sentences
    .slice(Math.max(0, index - 4), index)
    .some((other) => other.segment !== own?.segment && other.tokens.some((token) => wordKey(token.norm) === head))
}

/** Whether the last one who spoke gave this speaker the floor. */
const wasCalled = (sentence: Sentence, index: number, { sentences, people }: Talk): boolean => {
  let at = index - 1
  while (at >= 0 && sentences[at]?.segment === sentence.segment) at--
  const before = sentences[at]?.segment
  const self = sentence.speaker === null ? undefined : people.resolve(sentence.speaker)
  for (; at >= 0 && sentences[at]?.segment === before; at--)
    if (sentences[at]?.tokens.some((token) => self !== undefined && people.resolve(token.norm) === self)) return true
  return false
}

const subjects = new Set('i we you he she it they that this there what if'.split(' '))

/** "So payroll, we are…", "and the other half, the reports, we put off"; "So payroll I have". */
const byFront = (sentence: Sentence, start: number, talk: Talk): NounPhrase | undefined => {
  const first = nounPhraseAt(sentence, start, talk.people)
  if (!first || first.from - start > 1) return undefined
  const second = apposition(sentence, first, talk.people)
  const phrase = second && isFront(sentence, second) ? second : first
  return isFront(sentence, phrase) && isSpokenOf(sentence, phrase, talk) ? phrase : undefined
}

const isFront = (sentence: Sentence, phrase: NounPhrase): boolean => {
  const next = sentence.tokens[phrase.to]
  if (!next) return false
  return next.gap > 0
    ? subjects.has(next.norm) || leadWords.has(next.norm) || determiners.has(next.norm)
    : /^(?:i|we|you|first|then)$/.test(next.norm)
}

/** Said more than once in the meeting, or written as a name in the middle of a sentence. */
export const isSpokenOf = (sentence: Sentence, phrase: NounPhrase, { counts }: Talk): boolean => {
  const named = phrase.from > 0 && isNameWord(sentence, phrase.from)
  return named || (counts.get(phrase.words.at(-1) ?? '') ?? 0) > 1
}

/** How often each word is said. */
export const countWords = (sentences: readonly Sentence[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const sentence of sentences)
    for (const { norm } of sentence.tokens)
      if (!phraseEnds.has(norm)) counts.set(wordKey(norm), (counts.get(wordKey(norm)) ?? 0) + 1)
  return counts
}

/** Whoever speaks most often leads; of equals, who spoke first. */
export const leadOf = (sentences: readonly Sentence[]): string | null => {
  const turnsOf = new Map<string, Set<number>>()
  for (const { speaker, segment } of sentences)
    if (speaker !== null) turnsOf.set(speaker, (turnsOf.get(speaker) ?? new Set()).add(segment))
  return [...turnsOf].toSorted((a, b) => b[1].size - a[1].size)[0]?.[0] ?? null
}
