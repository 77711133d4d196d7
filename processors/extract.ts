import pLimit from 'p-limit'
import type { Analyst, ChunkExtraction, ChunkInput } from '../src/analysis/analyst.ts'
import { AppError, type ErrorCode } from '../src/domain/errors.ts'
import { sha256, uuidv5 } from '../src/domain/ids.ts'
import { type MergedInsight, mergeInsights } from '../src/domain/insight/merge-insights.ts'
import { type ChunkLimits, chunkSegments } from '../src/domain/meeting/chunk-segments.ts'
import { mergeParticipants } from '../src/domain/meeting/merge-participants.ts'
import type { Coverage } from '../src/domain/run/summarize-run.ts'
import { stableJson } from '../src/domain/stable-json.ts'
import type { Database } from '../src/storage/client.ts'
import { type NewInsight, replaceInsights } from '../src/storage/insights.ts'
import { readMemos, saveMemo } from '../src/storage/memos.ts'
import { writeEvents } from '../src/storage/outbox.ts'
import { readSegments } from '../src/storage/segments.ts'
import { readMeetingInput } from '../src/storage/step-inputs.ts'
import { inTenant } from '../src/storage/tx.ts'
import type { Processor, StepContext } from './outcome.ts'

export type ExtractDeps = { db: Database; analyst: Analyst; parallelCalls: number }

const chunkLimits: ChunkLimits = { maxCharacters: 12_000, contextCharacters: 1_500 }
const defaultPersona = 'gtm'
/** Trouble that passes by itself: the step comes back for these chunks; what is done is in its memo rows. */
const passing: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'overloaded', 'storage_unavailable', 'cancelled'])

type ReadChunk =
  | { input: ChunkInput; key: string; extraction: ChunkExtraction }
  | { input: ChunkInput; error: AppError }

/**
 * Reads a transcript chunk by chunk with the analyst, each chunk kept as a memo row as soon as it is done, so a rerun
 * pays only for what is missing. Chunks that cannot be read become gaps of the coverage report. Its commit replaces
 * the insights of the meeting; observations and names stay in the memo rows for `reconcile`.
 */
export const createExtract =
  ({ db, analyst, parallelCalls }: ExtractDeps): Processor =>
  async (context) => {
    const { tenantId, meetingId, generation, revision, traceId, signal, report } = context
    if (meetingId === null) throw new AppError('internal', 'extract needs a meeting')
    const loaded = await inTenant(db, tenantId, async (tx) => ({
      meeting: await readMeetingInput(tx, tenantId, meetingId),
      segments: await readSegments(tx, tenantId, meetingId, revision),
    }))
    if (!loaded.meeting) return { kind: 'skipped', reason: 'the meeting was deleted' }

    const { model, personas } = loaded.meeting
    const speakers = loaded.segments.map((segment) => segment.speaker)
    const meeting = {
      ...loaded.meeting.context,
      participants: mergeParticipants(loaded.meeting.context.participants, speakers),
    }
    const inputs = chunkSegments(loaded.segments, analyst.chunkLimits ?? chunkLimits).map((chunk) => ({
      meeting,
      model,
      personas,
      ...chunk,
    }))
    const keys = inputs.map((input) => memoKey(input, analyst.version))
    const memos = await inTenant(db, tenantId, (tx) => readMemos(tx, tenantId, meetingId, keys))

    const limit = pLimit(parallelCalls)
    let finished = 0
    const chunks = await Promise.all(
      inputs.map((input, index) =>
        limit(async (): Promise<ReadChunk> => {
          const key = keys[index] ?? ''
          const memo = memos.get(key)
          const chunk = memo
            ? { input, key, extraction: memo as ChunkExtraction }
            : await readChunk(db, analyst, context, meetingId, input)
          finished += 1
          report(finished / inputs.length)
          return chunk
        }),
      ),
    )
    signal.throwIfAborted()

    const read = chunks.flatMap((chunk) => ('extraction' in chunk ? [chunk] : []))
    const failed = chunks.flatMap((chunk) => ('error' in chunk ? [chunk] : []))
    const trouble = failed.find((chunk) => passing.has(chunk.error.code)) ?? (read.length === 0 ? failed[0] : undefined)
    if (trouble) throw trouble.error

    const engines = new Set(read.map((chunk) => chunk.extraction.engine))
    const engine = engines.size > 1 ? 'mixed' : ([...engines][0] ?? analyst.engine)
    const insights = mergeInsights(read.flatMap((chunk) => chunk.extraction.insights))
    const owner = { tenantId, meetingId, generation, traceId }
    return {
      kind: 'done',
      engine,
      degraded: analyst.engine === 'llm' && engine !== 'llm',
      gaps: failed.length > 0,
      commit: async (tx) => {
        const rows = insights.map((insight) => toRow(insight, owner, personas[0] ?? defaultPersona, engine))
        const fresh = new Set(await replaceInsights(tx, owner, rows))
        const events = rows.filter((row) => fresh.has(row.id)).map((row) => createdEvent(row, meetingId))
        const { deliveryIds } = await writeEvents(tx, { tenantId, version: 0n, events })
        return {
          deliveryIds,
          coverage: coverageOf(inputs, failed, analyst.engine),
          totals: {
            insightCount: insights.length,
            unsupportedCount: read.reduce((sum, chunk) => sum + chunk.extraction.unsupported, 0),
          },
          result: { memoKeys: read.map((chunk) => chunk.key), engine, engineVersion: analyst.version },
        }
      },
    }
  }

const readChunk = async (
  db: Database,
  analyst: Analyst,
  { tenantId, signal }: StepContext,
  meetingId: string,
  input: ChunkInput,
): Promise<ReadChunk> => {
  try {
    signal.throwIfAborted()
    const extraction = await analyst.extractChunk(input, { signal })
    // Keyed by what made it: a chunk that fell back to other means is not taken for the better one later.
    const key = memoKey(input, extraction.engineVersion)
    await inTenant(db, tenantId, (tx) => saveMemo(tx, tenantId, meetingId, { key, value: extraction }))
    return { input, key, extraction }
  } catch (error) {
    if (error instanceof AppError) return { input, error }
    throw error
  }
}

/** All that decides what comes of a chunk. */
const memoKey = ({ meeting, model, personas, segments, before }: ChunkInput, engineVersion: string): string =>
  sha256(stableJson({ task: 'extract', engineVersion, model: model.version, meeting, personas, segments, before }))

const toRow = (
  insight: MergedInsight,
  { tenantId, meetingId }: { tenantId: string; meetingId: string },
  persona: string,
  engine: string,
): NewInsight => {
  const { kind, contentHash, body, confidence, evidence } = insight
  const text = (name: string): string | null => (typeof body[name] === 'string' ? body[name] : null)
  return {
    id: uuidv5('insight', tenantId, meetingId, persona, kind, contentHash),
    ...{ kind, persona, contentHash, body, confidence, evidence, engine },
    owner: text('owner'),
    status: text('status'),
  }
}

const createdEvent = (row: NewInsight, meetingId: string) => {
  const { id, kind, persona, body, confidence, evidence, engine } = row
  return {
    type: 'insight.created',
    subject: id,
    data: { id, meetingId, kind, persona, body, confidence, evidence, engine },
  }
}

const coverageOf = (
  inputs: readonly ChunkInput[],
  failed: readonly { input: ChunkInput; error: AppError }[],
  engine: string,
): Coverage => {
  const segments = inputs.reduce((sum, input) => sum + input.segments.length, 0)
  const gaps = failed.map(({ input, error }) => ({
    from: input.segments[0]?.index ?? 0,
    to: input.segments.at(-1)?.index ?? 0,
    reason: error.code,
    engine,
  }))
  return { segments, read: segments - gaps.reduce((sum, gap) => sum + gap.to - gap.from + 1, 0), gaps }
}
