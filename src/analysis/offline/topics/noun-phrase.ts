import { askedOf, determiners, emptyNouns, leadWords, phraseEnds } from '../lexicon/topic-words.ts'
import type { People } from '../names/person.ts'
import type { Sentence } from '../reading/sentence.ts'
import { numberAt, ordinalAt } from '../text/numbers.ts'
import type { Token } from '../text/token.ts'
import { monthOf, weekdayOf } from '../values/calendar-words.ts'

/** A stretch of words that can name a thing, as token indexes [from, to) without its article. */
export type NounPhrase = { from: number; to: number; words: readonly string[] }

const longest = 4

/** One spelling for singular and plural: what is compared, never shown. */
export const wordKey = (norm: string): string =>
  norm.length > 3 && norm.endsWith('s') && !/(?:ss|us|is)$/.test(norm) ? norm.slice(0, -1) : norm

/** The noun phrase that begins at a token, articles skipped; undefined when none does or when it names nothing. */
export const nounPhraseAt = (sentence: Sentence, at: number, people: People): NounPhrase | undefined => {
  const { tokens } = sentence
  const from = afterArticles(tokens, at)
  const asked = askedOf.has(tokens[from]?.norm ?? '') && /^(?:for|of|on|with)$/.test(tokens[from + 1]?.norm ?? '')
  if (asked) return nounPhraseAt(sentence, from + 2, people)
  let to = from
  while (to < tokens.length && to - from < longest && continues(tokens, from, to)) to++
  // A phrase that goes on and on describes; it does not name.
  if (to - from === longest && to < tokens.length && continues(tokens, from, to)) return undefined
  const said = tokens.slice(from, to)
  if (said.length === 0 || isEmpty(sentence, from, to) || said.some((token) => isPerson(sentence, token, people)))
    return undefined
  return { from, to, words: said.map((token) => wordKey(token.norm)) }
}

/** Somebody of the meeting, also by a pet name ("Matt" for Mateusz): two names that begin alike. */
const isPerson = (sentence: Sentence, token: Token, people: People): boolean => {
  if (people.resolve(token.norm)) return true
  return isCapital(sentence, token) && token.norm.length >= 3 && token.norm.length <= 6 && people.beginsLike(token.norm)
}

const isCapital = (sentence: Sentence, token: Token | undefined): boolean =>
  token !== undefined && /\p{Lu}/u.test(sentence.text[token.start - sentence.start] ?? '')

const afterArticles = (tokens: readonly Token[], at: number): number => {
  let from = at
  while (determiners.has(tokens[from]?.norm ?? '') && (from === at || tokens[from]?.gap === 0)) from++
  return from
}

const continues = (tokens: readonly Token[], from: number, at: number): boolean => {
  const token = tokens[at]
  return (
    token !== undefined &&
    (at === from || token.gap === 0) &&
    !phraseEnds.has(token.norm) &&
    (at === from || !leadWords.has(token.norm)) &&
    !/ly$/.test(token.norm)
  )
}

/** Numbers, days, and nouns that say nothing name nothing; neither do words of motion and feeling that end in "-ed". */
const isEmpty = (sentence: Sentence, from: number, to: number): boolean => {
  const { tokens } = sentence
  const said = tokens.slice(from, to)
  const head = said.at(-1)?.norm ?? ''
  if (emptyNouns.has(head) || head.length < 2 || /[a-z]{2}(?:ed|n't|n’t)$/.test(head)) return true
  const first = said[0]?.norm ?? ''
  if (notFirst.has(first)) return true
  if (tokens[from - 1]?.norm === 'no' && tokens[from]?.gap === 0) return true
  if (said.slice(1).some((token) => /[a-z]{3}ed$/.test(token.norm))) return true
  if (isNumber(tokens, from) && !isCapital(sentence, tokens[to - 1])) return true
  if (said.some((token) => weekdayOf(token.norm) >= 0 || monthOf(token.norm) > 0 || /^[%$€£¥]$/.test(token.norm)))
    return true
  return said.every((token, index) => emptyNouns.has(token.norm) || isNumber(tokens, from + index))
}

const notFirst = new Set(
  'just same hearing such what like love feel famous thank thanks cry eat show tell label fix keep anything everything something nothing anybody everybody somebody nobody'.split(
    ' ',
  ),
)

const isNumber = (tokens: readonly Token[], at: number): boolean =>
  numberAt(tokens, at) !== undefined ||
  ordinalAt(tokens, at) !== undefined ||
  tokens[at]?.norm === 'thousand' ||
  tokens[at]?.norm === 'hundred'
