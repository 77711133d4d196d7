import type { Sentence } from './reading/sentence.ts'

const longestQuote = 300

/** The sentence when it is short, else the words around the tokens [from, to): always a verbatim part of the segment. */
export const quoteOf = (sentence: Sentence, from: number, to: number): string => {
  if (sentence.text.length <= longestQuote) return sentence.text
  const first = sentence.tokens[from]?.start ?? sentence.start
  const last = sentence.tokens[to - 1]?.end ?? first
  const spare = Math.max(0, longestQuote - (last - first))
  const start = Math.max(0, first - sentence.start - Math.floor(spare / 2))
  const cut = sentence.text.slice(start, start + longestQuote)
  const whole = cut
    .replace(start > 0 ? /^\S*\s+/ : /^/, '')
    .replace(/\s+\S*$/, '')
    .trim()
  return whole || cut.trim()
}
