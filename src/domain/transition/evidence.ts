import type { Evidence } from '../observation/observation.ts'
import type { FoldInput } from './fold-input.ts'

const mostQuotes = 3

/** The quote that decided, then the latest others that say the same. */
export const evidenceOf = (decisive: FoldInput, agreeing: readonly FoldInput[]): Evidence[] => {
  const quotes = [decisive, ...[...agreeing].reverse()].flatMap(({ evidence }) => evidence ?? [])
  const distinct = new Map(quotes.map((quote) => [`${quote.segmentIndex}\u001f${quote.quote}`, quote]))
  return [...distinct.values()].slice(0, mostQuotes)
}
