import type { InsightDraft } from '../domain/insight/insight.ts'
import type { Segment } from '../domain/meeting/meeting.ts'
import type { Analyst, ChunkExtraction, ChunkInput } from './analyst.ts'
import { findInjections, type InjectedPassage, isInjected } from './injection.ts'
import { numberObservations } from './number-observations.ts'

/** The same analyst, but what it found in passages that want to steer the reader is dropped, and the passages counted. */
export const ignoreInjections = (analyst: Analyst): Analyst => ({
  ...analyst,
  get version() {
    return analyst.version
  },
  extractChunk: async (input, context) => withoutInjected(input, await analyst.extractChunk(input, context)),
})

const withoutInjected = ({ segments }: ChunkInput, read: ChunkExtraction): ChunkExtraction => {
  const passages = findInjections(segments)
  if (passages.length === 0) return { ...read, injections: 0 }
  const bySegment = new Map(segments.map((segment) => [segment.index, segment]))
  const observations = read.observations.filter(
    ({ segment, start, quote }) => !isInjected(passages, { segment, start, end: start + quote.length }),
  )
  const insights = read.insights.filter((insight) => !restsOn(passages, insight, bySegment))
  const dropped = read.observations.length - observations.length + read.insights.length - insights.length
  return {
    ...read,
    names: read.names.filter(
      ({ segment, start, surface }) => !isInjected(passages, { segment, start, end: start + surface.length }),
    ),
    observations: numberObservations(observations),
    insights,
    unsupported: read.unsupported + dropped,
    injections: passages.length,
  }
}

/** Whether any of its evidence stands in such a passage. */
const restsOn = (
  passages: readonly InjectedPassage[],
  { evidence }: InsightDraft,
  segments: ReadonlyMap<number, Segment>,
): boolean =>
  evidence.some(({ segmentIndex, quote }) => {
    const start = segments.get(segmentIndex)?.text.indexOf(quote) ?? -1
    // A quote that was put together from several places stands nowhere as a whole: the segment counts.
    const place = start < 0 ? { start: 0, end: Number.MAX_SAFE_INTEGER } : { start, end: start + quote.length }
    return isInjected(passages, { segment: segmentIndex, ...place })
  })
