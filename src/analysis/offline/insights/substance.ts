import { fillWords, objectPronouns } from '../lexicon/task-words.ts'
import type { Sentence } from '../reading/sentence.ts'
import { shorten } from '../summaries/prose.ts'
import type { Token } from '../text/token.ts'

const pronouns = new Set(['it', 'that', 'this', 'them', 'him', 'her', 'those', 'these', 'one'])

/** How many words say something by themselves. */
export const tellingWords = (tokens: readonly Token[]): number =>
  tokens.filter((token) => !fillWords.has(token.norm)).length

/** True for words that mean little without what was said before: "do it today", "ring them". */
export const leansOnContext = (tokens: readonly Token[]): boolean =>
  tellingWords(tokens) < 5 && tokens.some((token) => pronouns.has(token.norm))

const longestContext = 180

/** What a short statement leans on: of the few sentences before it, from whoever said them, the one that says most. */
export const contextBefore = (sentences: readonly Sentence[], index: number): string | null => {
  const near = sentences
    .slice(Math.max(0, index - 4), index)
    .filter((sentence) => sentence.kind !== 'heading' && tellingWords(sentence.tokens) >= 3)
    .toReversed()
  const best = near.toSorted((a, b) => Math.min(8, tellingWords(b.tokens)) - Math.min(8, tellingWords(a.tokens)))[0]
  return best ? shorten(best.text, longestContext) : null
}

/** "Shift plan: we drop it": what is said, with what it is about when it does not say so itself. */
export const withTopic = (topic: string | null, text: string): string =>
  topic === null || text.toLowerCase().includes(topic.toLowerCase())
    ? text
    : `${topic.charAt(0).toUpperCase()}${topic.slice(1)}: ${isName(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)}`

/** Only small words lose their capital for sure: "Mateusz" and "I" do not. */
const isName = (text: string): boolean => {
  const first = /^[\p{L}]+/u.exec(text)?.[0] ?? ''
  return first === 'I' || !(fillWords.has(first.toLowerCase()) || objectPronouns.has(first.toLowerCase()))
}

/** What is said, made readable by itself: with its topic, and with what it answers when it is short. */
export const standingAlone = (
  topic: string | null,
  text: string,
  sentences: readonly Sentence[],
  index: number,
): string => {
  const sentence = sentences[index]
  const named = withTopic(topic, text)
  if (sentence?.kind !== 'speech' || !leansOnContext(sentence.tokens)) return named
  if (topic !== null && named !== text) return named
  const context = contextBefore(sentences, index)
  return context === null ? named : `${named} (“${context}”)`
}

/** A pronoun that is an object of its own, not the beginning of "that crane" or "her office". */
export const pointsAt = (sentence: Sentence, at: number, to: number): boolean => {
  const token = sentence.tokens[at]
  if (!token || !objectPronouns.has(token.norm)) return false
  const next = sentence.tokens[at + 1]
  if (!next || at + 1 >= to || next.gap > 0) return true
  return alwaysPronouns.has(token.norm) ? !subjectVerbs.has(next.norm) : afterObjects.has(next.norm)
}

const alwaysPronouns = new Set(['it', 'them', 'him'])
const subjectVerbs = new Set("is was will has 's are were have".split(' '))
const afterObjects = new Set(
  'to for with by in on at from about again up out off over back down into round around today tonight tomorrow myself now and or'.split(
    ' ',
  ),
)
