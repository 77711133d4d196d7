import { clip } from '../domain/clip.ts'
import type { Segment } from '../domain/meeting/meeting.ts'
import { createQuoteLocator } from './locate-quote.ts'

/** A quote as it stands in its segment, verbatim, and the offset at which it begins there. */
export type FoundQuote = { segment: Segment; start: number; end: number; quote: string }

/** How far from the segment that was named a quote may be found, in segments. */
const reach = 3
/** Short quotes stand everywhere: they count only where they were said to be. */
const telling = 12
const longestQuote = 400

/** Finds quotes in the segments that may be cited: in the one that is named, else in one nearby. */
export const createEvidenceFinder = (segments: readonly Segment[]) => {
  const byIndex = new Map(
    segments.map((segment) => [segment.index, { segment, locate: createQuoteLocator(segment.text) }]),
  )
  return (index: number, quote: string): FoundQuote | null => {
    if (!byIndex.has(index)) return null
    const places = quote.trim().length < telling ? [0] : nearby
    for (const distance of places) {
      const place = byIndex.get(index + distance)
      const at = place?.locate(quote)
      if (!place || !at) continue
      const { segment } = place
      return { segment, ...at, quote: clip(segment.text.slice(at.start, at.end), longestQuote) }
    }
    return null
  }
}

const nearby = [0, ...Array.from({ length: reach }, (_, index) => [-index - 1, index + 1]).flat()]
