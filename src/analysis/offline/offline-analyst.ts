import { AppError } from '../../domain/errors.ts'
import type { ChunkLimits } from '../../domain/meeting/chunk-segments.ts'
import type { AnalysisContext, Analyst, ChunkExtraction, ChunkInput, Summaries, SummarizeInput } from '../analyst.ts'
import { createEvidenceCheck } from './evidence.ts'
import { findInsights } from './insights/find-insights.ts'
import { toExtractedNames } from './names/read-names.ts'
import { prepareReading } from './prepare.ts'
import { createRecentReadings, type ReadWhole } from './recent-readings.ts'
import { writeSummaries } from './summaries/write-summaries.ts'

/** Part of the record: change it whenever a rule changes what is found. */
export const offlineVersion = 'offline-7'

/** A long day at once: what a conclusion settles was often said an hour before. */
export const offlineChunkLimits: ChunkLimits = { maxCharacters: 1_000_000, contextCharacters: 2_000 }

/** Rules need to know of nothing else: no books are kept of them, and nothing is paid for. */
type Stop = Pick<AnalysisContext, 'signal'>

/** The analyst that needs no model and no network: rules over the tracking model, the same result every time. */
export const createOfflineAnalyst = () => {
  const readWhole = createRecentReadings()
  return {
    engine: 'offline',
    version: offlineVersion,
    chunkLimits: offlineChunkLimits,
    extractChunk: async (input: ChunkInput, context: Stop) => extractChunk(input, readWhole, context),
    summarize: async (input: SummarizeInput, context: Stop) => summarize(input, readWhole, context),
    explain: async () => [],
    judgeNames: async () => [],
    judgeValues: async () => [],
  } satisfies Analyst
}

const extractChunk = (input: ChunkInput, readWhole: ReadWhole, { signal }: Stop): ChunkExtraction => {
  throwIfAborted(signal)
  const { meeting, model, before, segments } = input
  const reading =
    before.length > 0 ? prepareReading(meeting, model, before, segments) : readWhole(meeting, model, segments)
  const found = reading.observations()
  const insights = findInsights(reading)
  const isSupported = createEvidenceCheck(input.meeting.title, input.segments)
  const observations = found.filter((one) => isSupported(one.segment, one.quote))
  const kept = insights.filter((one) =>
    one.evidence.every(({ segmentIndex, quote }) => isSupported(segmentIndex, quote)),
  )
  return {
    names: toExtractedNames(reading.sentences.map(reading.namesOf)),
    observations,
    insights: kept.map((one) => ({ ...one, reader: null, engine: 'offline', promptVersion: null })),
    unsupported: found.length - observations.length + insights.length - kept.length,
    injections: 0,
    engine: 'offline',
    engineVersion: offlineVersion,
    fallbacks: [],
  }
}

const summarize = (input: SummarizeInput, readWhole: ReadWhole, { signal }: Stop): Summaries => {
  throwIfAborted(signal)
  const reading = readWhole(input.meeting, input.model, input.segments)
  return { drafts: writeSummaries(input, reading), engine: 'offline', model: null, promptVersion: null, fallbacks: [] }
}

const throwIfAborted = (signal: AbortSignal): void => {
  if (signal.aborted) throw new AppError('cancelled', 'analysis was cancelled', { cause: signal.reason })
}
