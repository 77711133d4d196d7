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
    const previous = sentence.tokens[at - 1]
    const between = at === from || !previous ? '' : betweenOf(sentence, previous.end, token.start, token.gap)
    const own = sentence.text.slice(token.start - sentence.start, token.end - sentence.start)
    text += between + (replaced.get(at) ?? own)
  }
  return text.replace(/\s+/g, ' ').trim()
}

const betweenOf = (sentence: Sentence, end: number, start: number, gap: 0 | 1 | 2): string => {
  const between = sentence.text.slice(end - sentence.start, start - sentence.start)
  if (!/\p{L}/u.test(between)) return between
  return gap === 0 ? ' ' : gap === 1 ? ', ' : ' – '
}
