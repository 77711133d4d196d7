import type { Segment } from '../../domain/meeting/meeting.ts'
import { createQuoteLocator } from '../locate-quote.ts'

/** True when a quote is found in a text: verbatim, word by word, or with a few wrong letters. */
export const isQuoted = (quote: string, text: string): boolean => createQuoteLocator(text)(quote) !== null

/** A check of quotes against the segments that may be cited; segment -1 is the title. */
export const createEvidenceCheck = (title: string, segments: readonly Segment[]) => {
  const texts = new Map([
    [-1, createQuoteLocator(title)],
    ...segments.map((segment) => [segment.index, createQuoteLocator(segment.text)] as const),
  ])
  return (segment: number, quote: string): boolean => texts.get(segment)?.(quote) != null
}
