import type { Analyst, ChunkExtraction, ChunkInput, Engine } from '../src/analysis/analyst.ts'
import { AppError, type ErrorCode } from '../src/domain/errors.ts'
import { type ChunkLimits, chunkSegments } from '../src/domain/meeting/chunk-segments.ts'
import { coverSegments } from '../src/domain/run/cover-segments.ts'
import type { Database } from '../src/storage/client.ts'
import { type NewInsight, replaceInsights } from '../src/storage/insights.ts'
import { readMemos, saveMemo } from '../src/storage/memos.ts'
import { writeEvents } from '../src/storage/outbox.ts'
import { readInTenant } from '../src/storage/tx.ts'
import type { Processor } from './outcome.ts'
import { isLight } from './shared/carried.ts'
import { insightRows } from './shared/insight-rows.ts'
import { createReadingLoader, type Reading } from './shared/load-reading.ts'
import { isSecondBest, type ReadChunk, readChunks, withKeys } from './shared/read-chunks.ts'

export type ExtractDeps = { db: Database; analyst: Analyst; chunksAtOnce: number }

const chunkLimits: ChunkLimits = { maxCharacters: 12_000, contextCharacters: 1_500 }
/** Trouble that passes by itself: the step comes back for these chunks; what is done is in its memo rows. */
const passing: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'overloaded', 'storage_unavailable', 'cancelled'])

/**
 * Reads a transcript chunk by chunk with the analyst. Chunks that cannot be read become gaps of the coverage report;
 * what was left to a lesser engine is told there too. Its commit replaces the insights of the meeting; observations
 * and names are in the memo rows for `reconcile`.
 */
export const createExtract = (deps: ExtractDeps): Processor => {
  const loadReading = createReadingLoader()
  return async (context) => {
    const { db, analyst } = deps
    const { tenantId, meetingId, generation, revision, traceId, signal, carried } = context
    if (meetingId === null) throw new AppError('internal', 'extract needs a meeting')
    const loaded = await readInTenant(db, tenantId, async (tx) => {
      const reading = await loadReading(tx, { tenantId, meetingId, revision })
      if (!reading) return undefined
      const wanted = withKeys(inputsOf(reading, analyst), analyst)
      const keys = wanted.map((chunk) => chunk.key)
      return { reading, wanted, memos: await readMemos(tx, tenantId, meetingId, keys) }
    })
    if (!loaded) return { kind: 'skipped', reason: 'the meeting was deleted' }

    const { reading, wanted, memos } = loaded
    const chunks = await readChunks(deps, { ...context, meetingId }, wanted, memos)
    signal.throwIfAborted()
    const read = readOf(chunks)
    const extracted = { chunks: read.map((chunk) => chunk.extraction), engineVersion: analyst.version }
    if (isLight(reading)) carried.found = { reading, extracted }

    const engine = engineOf(extracted.chunks) ?? analyst.engine
    const owner = { tenantId, meetingId, generation, traceId }
    const rows = insightRows(
      owner,
      reading.readers.map((reader) => reader.code),
      extracted.chunks.flatMap((chunk) => chunk.insights),
    )
    const sum = (figure: (extraction: ChunkExtraction) => number): number =>
      extracted.chunks.reduce((total, chunk) => total + figure(chunk), 0)
    return {
      kind: 'done',
      engine,
      fallbacks: read.flatMap((chunk) => chunk.extraction.fallbacks),
      degraded: read.some((chunk) => isSecondBest(chunk.extraction, analyst)),
      gaps: read.length < chunks.length,
      commit: async (tx) => {
        const fresh = new Set(await replaceInsights(tx, owner, rows))
        for (const { key, extraction, kept } of read) {
          if (!kept) await saveMemo(tx, tenantId, meetingId, { key, value: extraction })
        }
        const events = rows.filter((row) => fresh.has(row.id)).map((row) => createdEvent(row, meetingId))
        const { deliveryIds } = await writeEvents(tx, { tenantId, version: 0n, events })
        return {
          deliveryIds,
          coverage: coverSegments(chunks.map((chunk) => stretchOf(chunk, analyst.engine))),
          totals: {
            insightCount: rows.length,
            unsupportedCount: sum((extraction) => extraction.unsupported),
            injectionCount: sum((extraction) => extraction.injections),
          },
          result: { memoKeys: read.map((chunk) => chunk.key), engine, engineVersion: analyst.version },
        }
      },
    }
  }
}

const inputsOf = ({ segments, personas: _, ...shared }: Reading, analyst: Analyst): ChunkInput[] =>
  chunkSegments(segments, analyst.chunkLimits ?? chunkLimits).map((chunk) => ({ ...shared, ...chunk }))

type Read = Extract<ReadChunk, { extraction: ChunkExtraction }>

/** The chunks that were read. Trouble that passes, or a meeting of which nothing could be read, fails the step instead. */
const readOf = (chunks: readonly ReadChunk[]): Read[] => {
  const read = chunks.filter((chunk): chunk is Read => 'extraction' in chunk)
  const errors = chunks.flatMap((chunk) => ('error' in chunk ? [chunk.error] : []))
  const trouble = errors.find((error) => passing.has(error.code)) ?? (read.length === 0 ? errors[0] : undefined)
  if (trouble) throw trouble
  return read
}

const engineOf = (parts: readonly { engine: Engine }[]): Engine | undefined => {
  const engines = new Set(parts.map((part) => part.engine))
  return engines.size > 1 ? 'mixed' : [...engines][0]
}

const stretchOf = (chunk: ReadChunk, wanted: Engine) => {
  const { segments } = chunk.input
  if ('error' in chunk) return { segments, engine: wanted, error: chunk.error.code }
  return { segments, engine: chunk.extraction.engine, fallbacks: chunk.extraction.fallbacks }
}

const createdEvent = (row: NewInsight, meetingId: string) => {
  const { id, kind, persona, body, confidence, evidence, engine } = row
  return {
    type: 'insight.created',
    subject: id,
    data: { id, meetingId, kind, persona, body, confidence, evidence, engine },
  }
}
