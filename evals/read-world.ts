import { randomUUID } from 'node:crypto'
import type { AnalysisContext, Analyst, ChunkExtraction } from '../src/analysis/analyst.ts'
import { type ChunkLimits, chunkSegments } from '../src/domain/meeting/chunk-segments.ts'
import type { EvalMeeting, World } from './datasets/dataset.ts'

const defaultChunkLimits: ChunkLimits = { maxCharacters: 12_000, contextCharacters: 1_200 }

export type ReadMeeting = { meeting: EvalMeeting; chunks: ChunkExtraction[]; milliseconds: number }

/** Extraction of every meeting of a world, one after the other, as a worker does it. */
export const readWorld = async (analyst: Analyst, world: World): Promise<ReadMeeting[]> => {
  const limits = analyst.chunkLimits ?? defaultChunkLimits
  const context = standalone()
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

/** Outside of the product there is no ledger to write to, and what was paid for is kept as long as the process lives. */
const standalone = (): AnalysisContext => {
  const kept = new Map<string, unknown>()
  return {
    signal: new AbortController().signal,
    scope: { tenantId: randomUUID(), meetingId: null, runId: null, step: null, traceId: '' },
    memo: {
      read: async (keys) => new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key)] as const] : []))),
      save: async (key, value) => void kept.set(key, value),
    },
  }
}
