import type { ChunkExtraction } from '../../src/analysis/analyst.ts'
import type { Reading } from './load-reading.ts'

/** What `extract` found, for the steps behind it. */
export type Extracted = { chunks: ChunkExtraction[]; engineVersion: string }

/**
 * What a step has read and made, in the hands of those behind it that go on in the same process at once: it is stored,
 * and never changes, so whoever starts elsewhere or later reads the same.
 */
export type Carried = { found?: { reading: Reading; extracted: Extracted } }

/** Segments beyond which a meeting is read again rather than held in memory while its next steps wait. */
const mostSegments = 2_000

export const isLight = ({ segments }: Reading): boolean => segments.length <= mostSegments
