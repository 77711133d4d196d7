import type { InsightDraft, SummaryDraft } from '../domain/insight/insight.ts'
import type { ChunkLimits } from '../domain/meeting/chunk-segments.ts'
import type { MeetingContext, Segment } from '../domain/meeting/meeting.ts'
import type { ExtractedName, ExtractedObservation } from '../domain/observation/observation.ts'
import type { VersionedModel } from '../domain/tracking-model/model.ts'

export type Engine = 'offline' | 'llm' | 'mixed'

/** Whom insights and summaries are written for. */
export type Reader = {
  code: string
  role: string
  goals: readonly string[]
  guidelines: Readonly<Record<string, string>>
}

/** Consecutive segments of one meeting, cut on segment boundaries. `before` is the tail of the previous chunk: context, never evidence. */
export type ChunkInput = {
  meeting: MeetingContext
  model: VersionedModel
  segments: readonly Segment[]
  before: readonly Segment[]
  /** The personas and lenses of the meeting; insights are read for each. */
  readers: readonly Reader[]
  /** What the submitter asked to have an eye on; text from outside, as much data as the transcript. */
  instructions: string | null
}

/** An insight with whom it is for (null: whoever is first) and what made it. */
export type ReadInsight = InsightDraft & { reader: string | null; engine: Engine; promptVersion: string | null }

/** A part of the work that the better engine could not do, and why (a kind of model error). */
export type Fallback = { part: string; reason: string }

export type ChunkExtraction = {
  names: ExtractedName[]
  observations: ExtractedObservation[]
  insights: ReadInsight[]
  /** Findings whose quote was not in the transcript, or whose id was not offered: dropped, and counted here. */
  unsupported: number
  /** Passages that talk to the reader of the transcript as if it took orders: ignored, and counted here. */
  injections: number
  /** Which engine made this chunk, and its version: both are part of the record. */
  engine: Engine
  engineVersion: string
  /** What was left to the deterministic engine; empty when all went as wanted. */
  fallbacks: Fallback[]
}

export type SummarizeInput = {
  meeting: MeetingContext
  model: VersionedModel
  segments: readonly Segment[]
  reader: Reader
  insights: readonly InsightDraft[]
  instructions: string | null
}

export type Summaries = {
  drafts: SummaryDraft[]
  engine: Engine
  /** Id of the model that wrote them; null for rules. */
  model: string | null
  promptVersion: string | null
  fallbacks: Fallback[]
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

export type ReasonVerdict = { id: number; reason: string; confidence: number; promptVersion: string | null }

/** Two names of one type that may mean the same thing, each with a few places where it was said. */
export type NamePair = {
  id: number
  type: string
  a: { name: string; said: readonly string[] }
  b: { name: string; said: readonly string[] }
}
/** Two free texts stated for one dimension of one thing: do they say the same? */
export type ValuePair = { id: number; entity: string; dimension: string; a: string; b: string }
/** `unsure` settles nothing. */
export type PairVerdict = {
  id: number
  verdict: 'same' | 'different' | 'unsure'
  confidence: number
  promptVersion: string
}

/** Keeps what was paid for: the same key is the same work. */
export type MemoStore = {
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, unknown>>
  save: (key: string, value: unknown) => Promise<void>
}

/** The ids are for the books; no decision reads them. */
export type AnalysisContext = {
  signal: AbortSignal
  scope: {
    tenantId: string
    meetingId: string | null
    runId: string | null
    step: string | null
    traceId: string
    /** SHA-256 of the submitter's instructions, where the call is told them. */
    instructionsHash?: string | null
  }
  memo: MemoStore
  /** Told of what a model was wanted for and could not do, by calls whose answers have no place for it (explain, judge). */
  fellBack?: (fallback: Fallback) => void
}

/** The port that turns segments into names, observations, insights and summaries. Context-free by contract: no entity, no state, no other meeting. */
export interface Analyst {
  readonly engine: Engine
  /** Changes whenever the same input may give another output. */
  readonly version: string
  /** How much it reads at once when it may choose: rules see more in a whole meeting. Absent: the product's own cut. */
  readonly chunkLimits?: ChunkLimits
  extractChunk(input: ChunkInput, context: AnalysisContext): Promise<ChunkExtraction>
  summarize(input: SummarizeInput, context: AnalysisContext): Promise<Summaries>
  /**
   * Reasons for transitions; an analyst that has nothing better than the pattern reason returns none, and tells
   * `context.fellBack` where a model was wanted and did not answer. A batch that rejects costs only its reasons.
   */
  explain(inputs: readonly ReasonInput[], context: AnalysisContext): Promise<ReasonVerdict[]>
  /** Verdicts on pairs of names that rules alone cannot tell; none where it has no better means, or they fell back. */
  judgeNames(pairs: readonly NamePair[], context: AnalysisContext): Promise<PairVerdict[]>
  /** Verdicts on pairs of free-text values, never on digits or dates; none where it has no better means, or they fell back. */
  judgeValues(pairs: readonly ValuePair[], context: AnalysisContext): Promise<PairVerdict[]>
}
