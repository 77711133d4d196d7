import pLimit from 'p-limit'
import type { Analyst, ChunkExtraction, ChunkInput } from '../../src/analysis/analyst.ts'
import { AppError } from '../../src/domain/errors.ts'
import { sha256 } from '../../src/domain/ids.ts'
import { stableJson } from '../../src/domain/stable-json.ts'
import type { Database } from '../../src/storage/client.ts'
import { readMemos, saveMemo } from '../../src/storage/memos.ts'
import { inTenant } from '../../src/storage/tx.ts'
import type { StepContext } from '../outcome.ts'
import { analysisContext } from './analysis-context.ts'

/** A chunk with what was found in it, kept under `key`, or with the reason why it could not be read. */
export type ReadChunk = { input: ChunkInput } & ({ key: string; extraction: ChunkExtraction } | { error: AppError })

export type ReadChunksDeps = { db: Database; analyst: Analyst; chunksAtOnce: number }

/**
 * Reads chunks with the analyst, each kept as soon as it is done, so that a rerun pays only for what is missing. A
 * chunk that was left to other means is kept under a key of its own: the next run that may do better tries again.
 */
export const readChunks = async (
  { db, analyst, chunksAtOnce }: ReadChunksDeps,
  context: StepContext & { meetingId: string },
  inputs: readonly ChunkInput[],
): Promise<ReadChunk[]> => {
  const { tenantId, meetingId, signal, report } = context
  const keys = inputs.map((input) => memoKey(input, analyst.version))
  const memos = await inTenant(db, tenantId, (tx) => readMemos(tx, tenantId, meetingId, keys))

  const read = async (input: ChunkInput, key: string): Promise<ReadChunk> => {
    const memo = memos.get(key)
    if (memo) return { input, key, extraction: memo as ChunkExtraction }
    try {
      signal.throwIfAborted()
      const extraction = await analyst.extractChunk(input, analysisContext(db, context, meetingId, input.instructions))
      const kept = isSecondBest(extraction, analyst) ? memoKey(input, markOf(extraction)) : key
      await inTenant(db, tenantId, (tx) => saveMemo(tx, tenantId, meetingId, { key: kept, value: extraction }))
      return { input, key: kept, extraction }
    } catch (error) {
      if (error instanceof AppError) return { input, error }
      throw error
    }
  }

  // Bounds what is held in memory here; how many calls of models are under way is the business of their gateway.
  const limit = pLimit(chunksAtOnce)
  let finished = 0
  const chunks = inputs.map((input, index) =>
    limit(async () => {
      const chunk = await read(input, keys[index] ?? '')
      finished += 1
      report(finished / inputs.length)
      return chunk
    }),
  )
  return Promise.all(chunks)
}

/** Whether something of a chunk was left to a lesser engine than the one that was wanted. */
export const isSecondBest = ({ engine, fallbacks }: ChunkExtraction, wanted: Pick<Analyst, 'engine'>): boolean =>
  wanted.engine !== 'offline' && (engine === 'offline' || fallbacks.length > 0)

const markOf = ({ engineVersion, fallbacks }: ChunkExtraction): string =>
  stableJson({ engineVersion, instead: fallbacks.map((fallback) => fallback.part).sort() })

/** All that decides what comes of a chunk. */
const memoKey = ({ meeting, model, segments, before, readers, instructions }: ChunkInput, version: string): string =>
  sha256(
    stableJson({ task: 'extract', version, model: model.version, meeting, segments, before, readers, instructions }),
  )
