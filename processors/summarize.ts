import pLimit from 'p-limit'
import type { Analyst, Reader, ReadInsight, Summaries } from '../src/analysis/analyst.ts'
import { AppError } from '../src/domain/errors.ts'
import { mergeInsights } from '../src/domain/insight/merge-insights.ts'
import type { Segment } from '../src/domain/meeting/meeting.ts'
import type { Database } from '../src/storage/client.ts'
import { type NewSummary, upsertSummaries } from '../src/storage/summaries.ts'
import { readInTenant } from '../src/storage/tx.ts'
import type { Processor, StepContext } from './outcome.ts'
import { analysisContext } from './shared/analysis-context.ts'
import type { Extracted } from './shared/carried.ts'
import { loadExtracted } from './shared/load-extracted.ts'
import { createReadingLoader, type LoadReading, type Reading } from './shared/load-reading.ts'

export type SummarizeDeps = { db: Database; analyst: Analyst; personasAtOnce: number }

/**
 * Writes the five levels of summary for each persona of the meeting. Rows are replaced as a whole by the latest
 * processing, so running it twice changes nothing; skipped for a meeting that was deleted.
 */
export const createSummarize = ({ db, analyst, personasAtOnce }: SummarizeDeps): Processor => {
  const loadReading = createReadingLoader()
  return async (context) => {
    const { tenantId, meetingId, generation, traceId, report } = context
    if (meetingId === null) throw new AppError('internal', 'summarize needs a meeting')
    const { reading, found } = await load(db, loadReading, { ...context, meetingId })
    if (!reading) return { kind: 'skipped', reason: 'the meeting was deleted' }

    const { personas, readers: _, ...shared } = reading
    const limit = pLimit(personasAtOnce)
    let finished = 0
    const written = await Promise.all(
      personas.map((reader) =>
        limit(async () => {
          const insights = mergeInsights(found.filter((one) => one.reader === null || one.reader === reader.code))
          const input = { ...shared, reader, insights }
          const summaries = await analyst.summarize(
            input,
            analysisContext(db, context, meetingId, reading.instructions),
          )
          finished += 1
          report(finished / personas.length)
          return { reader, summaries }
        }),
      ),
    )
    const engines = new Set(written.map(({ summaries }) => summaries.engine))
    const instead = written.flatMap(({ summaries }) => summaries.fallbacks)
    return {
      kind: 'done',
      engine: engines.size > 1 ? 'mixed' : ([...engines][0] ?? analyst.engine),
      fallbacks: instead,
      ...(instead.length > 0 ? { detail: detailOf(instead) } : {}),
      commit: async (tx) => {
        const rows = written.flatMap(({ reader, summaries }) => rowsOf(reader, summaries, reading.segments))
        await upsertSummaries(tx, { tenantId, meetingId, generation, traceId }, rows)
        return undefined
      },
    }
  }
}

type Loaded = { reading: Reading | undefined; found: ReadInsight[] }

const load = async (
  db: Database,
  loadReading: LoadReading,
  { tenantId, runId, meetingId, revision, carried }: StepContext & { meetingId: string },
): Promise<Loaded> => {
  if (carried.found) return { reading: carried.found.reading, found: insightsOf(carried.found.extracted) }
  return readInTenant(db, tenantId, async (tx) => {
    const extracted = await loadExtracted(tx, { tenantId, runId, meetingId })
    return { reading: await loadReading(tx, { tenantId, meetingId, revision }), found: insightsOf(extracted) }
  })
}

const insightsOf = ({ chunks }: Extracted): ReadInsight[] => chunks.flatMap((chunk) => chunk.insights)

const detailOf = (instead: Summaries['fallbacks']): string =>
  `written by rules: ${[...new Set(instead.map(({ part, reason }) => `${part} (${reason})`))].join(', ')}`.slice(0, 500)

const rowsOf = (reader: Reader, summaries: Summaries, segments: readonly Segment[]): NewSummary[] => {
  const { drafts, engine, model, promptVersion } = summaries
  return drafts.map((draft) => ({
    ...{ persona: reader.code, level: draft.level, text: draft.text, engine, model, promptVersion },
    wordCount: draft.text.split(/\s+/).filter(Boolean).length,
    evidence: draft.segments.flatMap((index) => evidenceOf(segments[index])),
  }))
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
