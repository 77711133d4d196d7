import type { Analyst, ChunkExtraction } from '../src/analysis/analyst.ts'
import { bareContext } from '../src/analysis/bare-context.ts'
import { type ChunkLimits, chunkSegments } from '../src/domain/meeting/chunk-segments.ts'
import type { EvalMeeting, World } from './datasets/dataset.ts'

const defaultChunkLimits: ChunkLimits = { maxCharacters: 12_000, contextCharacters: 1_200 }

export type ReadMeeting = { meeting: EvalMeeting; chunks: ChunkExtraction[]; milliseconds: number }

/** Extraction of every meeting of a world, one after the other, as a worker does it. */
export const readWorld = async (analyst: Analyst, world: World): Promise<ReadMeeting[]> => {
  const limits = analyst.chunkLimits ?? defaultChunkLimits
  const context = bareContext(new AbortController().signal)
  const read: ReadMeeting[] = []
  for (const meeting of world.meetings) {
    const start = performance.now()
    const chunks: ChunkExtraction[] = []
    for (const { segments, before } of chunkSegments(meeting.segments, limits))
      chunks.push(
        await analyst.extractChunk(
          { meeting: meeting.context, model: world.model, segments, before, readers: [], instructions: null },
          context,
        ),
      )
    read.push({ meeting, chunks, milliseconds: performance.now() - start })
  }
  return read
}
