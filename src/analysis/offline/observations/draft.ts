import type { ExtractedObservation } from '../../../domain/observation/observation.ts'
import type { Dimension } from '../../../domain/tracking-model/model.ts'
import type { Sentence } from '../reading/sentence.ts'

/** An observation before it gets its ordinal, with what later rules need to know of it. */
export type Draft = Omit<ExtractedObservation, 'ordinal'> & {
  sentence: Sentence
  dimensionModel: Dimension
  /** Tokens that the cue and its value cover. */
  from: number
  to: number
}

const longestQuote = 300

/** The sentence when it is short, else the words around the cue: always a verbatim part of the segment. */
export const quoteOf = (sentence: Sentence, from: number, to: number): string => {
  if (sentence.text.length <= longestQuote) return sentence.text
  const first = sentence.tokens[from]?.start ?? sentence.start
  const last = sentence.tokens[to - 1]?.end ?? first
  const spare = Math.max(0, longestQuote - (last - first))
  const start = Math.max(0, first - sentence.start - Math.floor(spare / 2))
  const cut = sentence.text.slice(start, start + longestQuote)
  return (
    cut
      .replace(start > 0 ? /^\S*\s+/ : /^/, '')
      .replace(/\s+\S*$/, '')
      .trim() || cut.trim()
  )
}
