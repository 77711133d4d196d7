import pLimit from 'p-limit'
import type { Analyst, ChunkExtraction } from '../src/analysis/analyst.ts'
import { AppError } from '../src/domain/errors.ts'
import { mergeInsights } from '../src/domain/insight/merge-insights.ts'
import type { Segment } from '../src/domain/meeting/meeting.ts'
import { mergeParticipants } from '../src/domain/meeting/merge-participants.ts'
import type { Database } from '../src/storage/client.ts'
import { readMemos } from '../src/storage/memos.ts'
import { readSegments } from '../src/storage/segments.ts'
import { readMeetingInput } from '../src/storage/step-inputs.ts'
import { readStepResult } from '../src/storage/steps.ts'
import { type NewSummary, upsertSummaries } from '../src/storage/summaries.ts'
import { inTenant } from '../src/storage/tx.ts'
import type { Processor } from './outcome.ts'

export type SummarizeDeps = { db: Database; analyst: Analyst; parallelCalls: number }

const defaultPersona = 'gtm'

/**
 * Writes the five levels of summary for each persona of the meeting. Rows are replaced as a whole by the latest
 * processing, so running it twice changes nothing; skipped for a meeting that was deleted.
 */
export const createSummarize =
  ({ db, analyst, parallelCalls }: SummarizeDeps): Processor =>
  async ({ tenantId, runId, meetingId, generation, revision, traceId, signal }) => {
    if (meetingId === null) throw new AppError('internal', 'summarize needs a meeting')
    const { input, segments, insights } = await inTenant(db, tenantId, async (tx) => {
      const extracted = await readStepResult(tx, { tenantId, runId, step: 'extract' })
      const keys = (extracted?.memoKeys ?? []) as string[]
      const memos = await readMemos(tx, tenantId, meetingId, keys)
      return {
        input: await readMeetingInput(tx, tenantId, meetingId),
        segments: await readSegments(tx, tenantId, meetingId, revision),
        insights: mergeInsights(keys.flatMap((key) => (memos.get(key) as ChunkExtraction | undefined)?.insights ?? [])),
      }
    })
    if (!input) return { kind: 'skipped', reason: 'the meeting was deleted' }

    const speakers = segments.map((segment) => segment.speaker)
    const meeting = { ...input.context, participants: mergeParticipants(input.context.participants, speakers) }
    const personas = input.personas.length > 0 ? input.personas : [defaultPersona]
    const limit = pLimit(parallelCalls)
    const written = await Promise.all(
      personas.map((persona) =>
        limit(async (): Promise<NewSummary[]> => {
          const drafts = await analyst.summarize(
            { meeting, model: input.model, segments, persona, insights },
            { signal },
          )
          return drafts.map((draft) => ({
            ...{ persona, level: draft.level, text: draft.text, engine: analyst.engine },
            wordCount: draft.text.split(/\s+/).filter(Boolean).length,
            evidence: draft.segments.flatMap((index) => evidenceOf(segments[index])),
          }))
        }),
      ),
    )
    return {
      kind: 'done',
      engine: analyst.engine,
      commit: async (tx) => {
        await upsertSummaries(tx, { tenantId, meetingId, generation, traceId }, written.flat())
        return undefined
      },
    }
  }

const evidenceOf = (segment: Segment | undefined) =>
  segment
    ? [
        {
          segmentIndex: segment.index,
          speaker: segment.speaker,
          startMs: segment.startMs,
          quote: segment.text.slice(0, 500),
        },
      ]
    : []
