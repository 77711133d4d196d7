import type { Segment } from './meeting.ts'

export type Chunk = {
  segments: readonly Segment[]
  /** The segments right before the chunk: context for the reader, never evidence. */
  before: readonly Segment[]
}

export type ChunkLimits = { maxCharacters: number; contextCharacters: number }

/**
 * Cuts a transcript on segment boundaries. Where a chunk starts depends on the words before it alone, so a meeting
 * that grows keeps its earlier chunks, and what was paid for them. A segment over the limit is a chunk of its own.
 */
export const chunkSegments = (segments: readonly Segment[], limits: ChunkLimits): Chunk[] => {
  const chunks: Chunk[] = []
  let start = 0
  let size = 0
  for (let end = 0; end < segments.length; end += 1) {
    const length = segments[end]?.text.length ?? 0
    if (end > start && size + length > limits.maxCharacters) {
      chunks.push(chunkOf(segments, start, end, limits.contextCharacters))
      start = end
      size = 0
    }
    size += length
  }
  if (start < segments.length) chunks.push(chunkOf(segments, start, segments.length, limits.contextCharacters))
  return chunks
}

/** At least one segment of context wherever there is one: "it" in a first sentence needs it. */
function chunkOf(segments: readonly Segment[], start: number, end: number, contextCharacters: number): Chunk {
  let from = start
  let size = 0
  while (from > 0) {
    size += segments[from - 1]?.text.length ?? 0
    if (from < start && size > contextCharacters) break
    from -= 1
  }
  return { segments: segments.slice(start, end), before: segments.slice(from, start) }
}
