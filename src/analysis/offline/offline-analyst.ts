import { AppError } from '../../domain/errors.ts'
import type { ExtractedObservation } from '../../domain/observation/observation.ts'
import type { AnalysisContext, Analyst, ChunkExtraction, ChunkInput, SummarizeInput } from '../analyst.ts'
import { createEvidenceCheck } from './evidence.ts'
import { findInsights } from './insights/find-insights.ts'
import { toExtractedNames } from './names/read-names.ts'
import { findObservations } from './observations/find-observations.ts'
import { prepareReading } from './prepare.ts'
import { writeSummaries } from './summaries/write-summaries.ts'

/** Part of the record: change it whenever a rule changes what is found. */
export const offlineVersion = 'offline-1'

/** The analyst that needs no model and no network: rules over the tracking model, the same result every time. */
export const createOfflineAnalyst = (): Analyst => ({
  engine: 'offline',
  version: offlineVersion,
  extractChunk: async (input, context) => extractChunk(input, context),
  summarize: async (input, context) => summarize(input, context),
  explain: async () => [],
})

const extractChunk = (input: ChunkInput, { signal }: AnalysisContext): ChunkExtraction => {
  throwIfAborted(signal)
  const reading = prepareReading(input.meeting, input.model, input.before, input.segments)
  throwIfAborted(signal)
  const found = findObservations(
    reading.sentences,
    (sentence) => reading.names.get(sentence) ?? [],
    input.model,
    reading.context,
  )
  throwIfAborted(signal)
  const insights = findInsights(reading)
  const isSupported = createEvidenceCheck(input.meeting.title, input.segments)
  const observations = found.filter((observation) => isSupported(observation.segment, observation.quote))
  const kept = insights.filter((insight) =>
    insight.evidence.every((evidence) => isSupported(evidence.segmentIndex, evidence.quote)),
  )
  return {
    names: toExtractedNames(reading.names.values()),
    observations: numbered(observations),
    insights: kept,
    unsupported: found.length - observations.length + insights.length - kept.length,
    engine: 'offline',
    engineVersion: offlineVersion,
  }
}

/** Ordinals count within a segment, in the order of speech. */
const numbered = (observations: readonly Omit<ExtractedObservation, 'ordinal'>[]): ExtractedObservation[] => {
  const next = new Map<number, number>()
  return [...observations]
    .sort(
      (a, b) =>
        a.segment - b.segment ||
        a.start - b.start ||
        (a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : 0),
    )
    .map((observation) => {
      const ordinal = next.get(observation.segment) ?? 0
      next.set(observation.segment, ordinal + 1)
      return { ...observation, ordinal }
    })
}

const summarize = (input: SummarizeInput, { signal }: AnalysisContext) => {
  throwIfAborted(signal)
  return writeSummaries(input)
}

const throwIfAborted = (signal: AbortSignal): void => {
  if (signal.aborted) throw new AppError('cancelled', 'analysis was cancelled', { cause: signal.reason })
}
