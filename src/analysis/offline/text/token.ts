import { tableOf } from './table.ts'

/**
 * A word of a segment. `start` and `end` are offsets in the segment's text; `norm` is lower case, without accents of
 * typography; `gap` tells what stands before it: 0 nothing, 1 a comma, 2 something stronger (colon, dash, bracket).
 */
export type Token = { start: number; end: number; norm: string; gap: 0 | 1 | 2 }

const word = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|\d+(?:[.,]\d+)*[\p{L}]*|[%$€£¥]/gu
const strong = /[:;()[\]{}–—!?\n]| -+ |--|\.\.\.|…/

const suffixes: readonly [suffix: string, norm: string][] = [
  ["n't", 'not'],
  ["'ll", 'will'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'m", 'am'],
  ["'d", "'d"],
  ["'s", "'s"],
]
const irregular = tableOf({ ca: 'can', wo: 'will', sha: 'shall', ai: 'is' })

/** Splits text into words, from offset `start` on; contractions become two tokens ("isn't": is, not). */
export const tokenise = (source: string, start = 0, end = source.length): Token[] => {
  // Only the slice is searched: one endless word must not be read again for every piece of it.
  const text = source.slice(start, end)
  const tokens: Token[] = []
  let previousEnd = 0
  for (const match of text.matchAll(word)) {
    const between = text.slice(previousEnd, match.index)
    const gap = tokens.length === 0 ? 0 : strong.test(between) ? 2 : between.includes(',') ? 1 : 0
    pushWord(tokens, match[0], start + match.index, gap)
    previousEnd = match.index + match[0].length
  }
  return tokens
}

const pushWord = (tokens: Token[], raw: string, at: number, gap: Token['gap']): void => {
  const norm = raw.toLowerCase().replaceAll('’', "'")
  if (norm.includes("'"))
    for (const [suffix, expansion] of suffixes)
      if (norm.endsWith(suffix) && norm.length > suffix.length) {
        const stem = norm.slice(0, -suffix.length)
        const cut = at + stem.length
        const known = suffix === "n't" ? (irregular.get(stem) ?? stem) : stem
        tokens.push(
          { start: at, end: cut, norm: known, gap },
          { start: cut, end: at + raw.length, norm: expansion, gap: 0 },
        )
        return
      }
  tokens.push({ start: at, end: at + raw.length, norm, gap })
}

/** "'s" stands for is, has and the possessive; "'d" for would and had. */
export const readings = (norm: string): readonly string[] =>
  norm === "'s" ? ['is', 'has', "'s", 'us'] : norm === "'d" ? ['would', 'had', "'d"] : [norm]
