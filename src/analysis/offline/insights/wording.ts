import { leadWords } from '../lexicon/topic-words.ts'
import type { Sentence } from '../reading/sentence.ts'

/**
 * The words of tokens [from, to) as one would write them: what was cut out of the tokens (fillers and their commas) is
 * left out of the text as well, and tokens may be replaced.
 */
export const wordsOf = (
  sentence: Sentence,
  from: number,
  to: number,
  replaced: ReadonlyMap<number, string> = new Map(),
): string => {
  let text = ''
  for (let at = from; at < to; at++) {
    const token = sentence.tokens[at]
    if (!token) break
    if (!replaced.has(at) && isStutter(sentence, at, to)) continue
    const previous = sentence.tokens[at - 1]
    const between = text === '' || !previous ? '' : betweenOf(sentence, previous.end, token.start, token.gap)
    const own = sentence.text.slice(token.start - sentence.start, token.end - sentence.start)
    text += between + (replaced.get(at) ?? own)
  }
  return tidy(text)
}

const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/ ([,.;:!?])/g, '$1')
    .replace(/(?:,\s*){2,}/g, ', ')
    .trim()

const twice = new Set(['very', 'no', 'that', 'had', 'so', 'really', 'many', 'much', 'too', 'again', 'never', 'ever'])

/** "The the crane", "we we need", "I w I want": the first of two is no word of its own, nor is a lone letter. */
export const isStutter = ({ tokens }: Sentence, at: number, to: number): boolean => {
  const [norm, next, after] = [tokens[at]?.norm ?? '', tokens[at + 1]?.norm ?? '', tokens[at + 2]?.norm ?? '']
  if (/^(?:eh|ehm|uh|um|er|erm|hmm|mm|nnn|uhm)$/.test(norm)) return true
  if (at + 1 >= to) return false
  if (norm === next && !twice.has(norm) && !/\d/.test(norm)) return true
  if (/^[b-hj-z]$/.test(norm) && next.startsWith(norm) && next.length > 1) return true
  return at + 3 < to && norm === after && next === (tokens[at + 3]?.norm ?? '') && !/\d/.test(norm) && !twice.has(norm)
}

const betweenOf = (sentence: Sentence, end: number, start: number, gap: 0 | 1 | 2): string => {
  const between = sentence.text.slice(end - sentence.start, start - sentence.start)
  if (!/\p{L}/u.test(between)) return between
  return gap === 0 ? ' ' : gap === 1 ? ', ' : ' – '
}

const kept = new Set([
  'no',
  'next',
  'last',
  'first',
  'second',
  'third',
  'final',
  'bad',
  'good',
  'big',
  'love',
  'dear',
  'still',
  'only',
  'even',
  'quick',
  'again',
])

/** "So, okay, we drop it" begins at "we". */
export const afterLeads = ({ tokens }: Sentence, from: number): number => {
  let at = from
  while (at < tokens.length - 3 && isLead(tokens[at]?.norm ?? '', tokens[at + 1]?.gap ?? 0)) at++
  return at
}

/** "No, the pump leaks" leads in with its "no"; "no food in the hall" does not. */
const isLead = (norm: string, gapAfter: number): boolean =>
  (leadWords.has(norm) && !kept.has(norm)) || (norm === 'no' && gapAfter > 0)

/** A sentence as one would write it: without what leads in and what was only stammered, with its own full stop. */
export const readable = (sentence: Sentence): string => {
  const { tokens, text } = sentence
  const said = wordsOf(sentence, afterLeads(sentence, 0), tokens.length)
  const end = /[.!?]["”’)]*$/.exec(text)?.[0] ?? ''
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${end}`
}

const mostWords = 45
const mostSlips = 0.12

/** Whether it can be shown to somebody who was not there: not endless, and not half of it stammered. */
export const isFluent = (sentence: Sentence): boolean => {
  const { tokens } = sentence
  if (tokens.length > mostWords) return false
  const slips = tokens.filter((_token, at) => isStutter(sentence, at, tokens.length)).length
  const fillers = (
    sentence.text.match(/\b(?:um|uh|eh|er|you know|I mean|sort of|kind of)\b|@|, (?:or|yeah|like|so|right),/gi) ?? []
  ).length
  return slips + fillers <= Math.max(1, tokens.length * mostSlips) && !unfinished.test(sentence.text)
}

/** "…, so." and "… but" were broken off. */
const unfinished = /(?:,|-|\.\.\.|…|\b(?:so|but|and|or|because|cause|the|a))[.!"”’)]*$/i
