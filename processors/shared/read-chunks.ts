import pLimit from 'p-limit'
import type { Analyst, ChunkExtraction, ChunkInput } from '../../src/analysis/analyst.ts'
import { AppError } from '../../src/domain/errors.ts'
import { sha256 } from '../../src/domain/ids.ts'
import { stableJson } from '../../src/domain/stable-json.ts'
import type { Database } from '../../src/storage/client.ts'
import { saveMemo } from '../../src/storage/memos.ts'
import { inTenant } from '../../src/storage/tx.ts'
import type { StepContext } from '../outcome.ts'
import { analysisContext } from './analysis-context.ts'

/** A chunk, and the key under which what is found in it is kept. */
export type KeyedChunk = { input: ChunkInput; key: string }

/** A chunk with what was found in it, and whether that is kept already, or with the reason why it could not be read. */
export type ReadChunk = KeyedChunk & ({ extraction: ChunkExtraction; kept: boolean } | { error: AppError })

export type ReadChunksDeps = { db: Database; analyst: Analyst; chunksAtOnce: number }

export const withKeys = (inputs: readonly ChunkInput[], { version }: Pick<Analyst, 'version'>): KeyedChunk[] =>
  inputs.map((input) => ({ input, key: memoKey(input, version) }))

/**
 * Reads chunks with the analyst but for those in `memos`. What models found is kept as soon as it is there, so that a rerun
 * pays only for what is missing; rules cost nothing, and what they found is for the caller to keep. A chunk that was left
 * to other means has a key of its own: the next run that may do better tries again.
 */
export const readChunks = async (
  { db, analyst, chunksAtOnce }: ReadChunksDeps,
  context: StepContext & { meetingId: string },
  wanted: readonly KeyedChunk[],
  memos: ReadonlyMap<string, unknown>,
): Promise<ReadChunk[]> => {
  const { tenantId, meetingId, signal, report } = context

  const read = async ({ input, key }: KeyedChunk): Promise<ReadChunk> => {
    const memo = memos.get(key)
    if (memo) return { input, key, extraction: memo as ChunkExtraction, kept: true }
    try {
      signal.throwIfAborted()
      const extraction = await analyst.extractChunk(input, analysisContext(db, context, meetingId, input.instructions))
      if (analyst.engine === 'offline') return { input, key, extraction, kept: false }
      const own = isSecondBest(extraction, analyst) ? memoKey(input, markOf(extraction)) : key
      await inTenant(db, tenantId, (tx) => saveMemo(tx, tenantId, meetingId, { key: own, value: extraction }))
      return { input, key: own, extraction, kept: true }
    } catch (error) {
      if (error instanceof AppError) return { input, key, error }
      throw error
    }
  }

  // Bounds what is held in memory here; how many calls of models are under way is the business of their gateway.
  const limit = pLimit(chunksAtOnce)
  let finished = 0
  const chunks = wanted.map((one) =>
    limit(async () => {
      const chunk = await read(one)
      finished += 1
      report(finished / wanted.length)
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
