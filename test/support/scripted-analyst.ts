import type { AnalysisContext, Analyst, ChunkExtraction, Fallback, ReadInsight } from '../../src/analysis/analyst.ts'
import { createOfflineAnalyst } from '../../src/analysis/offline/offline-analyst.ts'
import { sha256 } from '../../src/domain/ids.ts'
import { summaryLevels } from '../../src/domain/insight/insight.ts'
import { stableJson } from '../../src/domain/stable-json.ts'

export type ScriptedCall = { call: 'observations' | 'insights' | 'summary' | 'reasons'; about: string }

export type Script = {
  version?: string
  maxCharacters?: number
  /** The kind of error with which "the model" fails a call; undefined: it answers. */
  fails?: (call: ScriptedCall) => string | undefined
  /** The call rejects with this; undefined: it does not. */
  throws?: (call: ScriptedCall) => Error | undefined
  /** Awaited in every call that is really made. */
  during?: (call: ScriptedCall, context: AnalysisContext) => Promise<void>
}

/**
 * An analyst that behaves as one with a model does: several calls per chunk, each paid for once and kept, and what
 * fails is left to other means, here: to nothing at all. What it finds is what the rules find, so that it is the same
 * every time; `calls` tells what was really asked.
 */
export const createScriptedAnalyst = (script: Script = {}) => {
  const version = script.version ?? 'scripted-1'
  const rules = createOfflineAnalyst()
  const calls: ScriptedCall[] = []

  const ask = async <T>(
    call: ScriptedCall,
    input: unknown,
    context: AnalysisContext,
    answer: () => T | Promise<T>,
  ): Promise<T | Fallback> => {
    context.signal.throwIfAborted()
    const key = sha256(stableJson({ version, call: call.call, input }))
    const kept = (await context.memo.read([key])).get(key)
    if (kept !== undefined) return kept as T
    calls.push(call)
    await script.during?.(call, context)
    context.signal.throwIfAborted()
    const error = script.throws?.(call)
    if (error) throw error
    const reason = script.fails?.(call)
    if (reason !== undefined) return { part: call.call, reason }
    const value = await answer()
    await context.memo.save(key, value)
    return value
  }

  const analyst: Analyst = {
    engine: 'llm',
    version,
    chunkLimits: { maxCharacters: script.maxCharacters ?? 60, contextCharacters: 10 },
    extractChunk: async (input, context): Promise<ChunkExtraction> => {
      const about = input.segments.map((segment) => segment.text).join(' ')
      const { model: _, readers, ...said } = input
      const found = await rules.extractChunk(input, context)
      const observations = await ask({ call: 'observations', about }, said, context, () => found)
      const insights = await ask({ call: 'insights', about }, { said, readers }, context, () =>
        readers.map((reader): ReadInsight => insightFor(reader.code, about, input)),
      )
      const fallbacks = [observations, insights].filter(isFallback)
      const { names, observations: stated } = isFallback(observations) ? { names: [], observations: [] } : observations
      return {
        ...{ names, observations: stated, insights: isFallback(insights) ? [] : insights },
        unsupported: 0,
        injections: about.toLowerCase().split('ignore previous instructions').length - 1,
        engine: fallbacks.length === 0 ? 'llm' : fallbacks.length === 1 ? 'mixed' : 'offline',
        engineVersion: version,
        fallbacks,
      }
    },
    summarize: async (input, context) => {
      const { reader, insights } = input
      const drafts = await ask({ call: 'summary', about: reader.code }, { reader, insights }, context, () =>
        summaryLevels.map((level) => ({ level, text: `${reader.code} ${level} of ${insights.length}`, segments: [0] })),
      )
      if (!isFallback(drafts))
        return { drafts, engine: 'llm', model: 'scripted/one', promptVersion: 'summarize_meeting@1', fallbacks: [] }
      return { ...(await rules.summarize(input, context)), fallbacks: [drafts] }
    },
    explain: async (inputs, context) => {
      const about = inputs.map((input) => input.entity).join(', ')
      const verdicts = await ask({ call: 'reasons', about }, inputs, context, () =>
        inputs.map(({ id, quote, passage }) => ({
          ...{ id, confidence: 90, promptVersion: 'explain_transitions@1' },
          reason: `because of "${quote}" among ${passage.length}`,
        })),
      )
      if (!isFallback(verdicts)) return verdicts
      context.fellBack?.(verdicts)
      return []
    },
    judgeNames: async () => [],
    judgeValues: async () => [],
  }
  return { analyst, calls }
}

const isFallback = (value: object): value is Fallback => 'part' in value && 'reason' in value

const insightFor = (
  reader: string,
  about: string,
  { segments }: { segments: readonly { index: number; speaker: string | null; text: string }[] },
): ReadInsight => {
  const [first] = segments
  return {
    kind: 'risk',
    body: { risk: about, severity: 'low', mitigation: null },
    confidence: 60,
    evidence: [
      { segmentIndex: first?.index ?? 0, speaker: first?.speaker ?? null, startMs: null, quote: first?.text ?? '' },
    ],
    ...{ reader, engine: 'llm', promptVersion: 'extract_insights@2' },
  }
}
