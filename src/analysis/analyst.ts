import type { InsightDraft, SummaryDraft } from '../domain/insight/insight.ts'
import type { ChunkLimits } from '../domain/meeting/chunk-segments.ts'
import type { MeetingContext, Segment } from '../domain/meeting/meeting.ts'
import type { ExtractedName, ExtractedObservation } from '../domain/observation/observation.ts'
import type { VersionedModel } from '../domain/tracking-model/model.ts'

export type Engine = 'offline' | 'llm' | 'mixed'

/** Consecutive segments of one meeting, cut on segment boundaries. `before` is the tail of the previous chunk: context, never evidence. */
export type ChunkInput = {
  meeting: MeetingContext
  model: VersionedModel
  segments: readonly Segment[]
  before: readonly Segment[]
  personas: readonly string[]
}

export type ChunkExtraction = {
  names: ExtractedName[]
  observations: ExtractedObservation[]
  insights: InsightDraft[]
  /** Findings whose quote was not in the transcript: dropped, and counted here. */
  unsupported: number
  /** Which engine made this chunk, and its version: both are part of the record. */
  engine: Engine
  engineVersion: string
}

export type SummarizeInput = {
  meeting: MeetingContext
  model: VersionedModel
  segments: readonly Segment[]
  persona: string
  insights: readonly InsightDraft[]
}

/** A transition as the reasoner sees it; ids are small integers chosen by the caller. */
export type ReasonInput = {
  id: number
  entity: string
  type: string
  dimension: string
  from: string | null
  to: string | null
  /** Segments around the evidence, oldest first. */
  passage: readonly Segment[]
  quote: string
  patternReason: string
}

export type ReasonVerdict = { id: number; reason: string; confidence: number }

export type AnalysisContext = { signal: AbortSignal }

/** The port that turns segments into names, observations, insights and summaries. Context-free by contract: no entity, no state, no other meeting. */
export interface Analyst {
  readonly engine: Engine
  readonly version: string
  /** How much it reads at once when it may choose: rules see more in a whole meeting. Absent: the product's own cut. */
  readonly chunkLimits?: ChunkLimits
  extractChunk(input: ChunkInput, context: AnalysisContext): Promise<ChunkExtraction>
  summarize(input: SummarizeInput, context: AnalysisContext): Promise<SummaryDraft[]>
  /** Reasons for transitions; an analyst that has nothing better than the pattern reason returns none. */
  explain(inputs: readonly ReasonInput[], context: AnalysisContext): Promise<ReasonVerdict[]>
}
