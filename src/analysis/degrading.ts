import type { AnalysisContext, Analyst, ChunkExtraction, ChunkInput, Engine, Fallback } from './analyst.ts'
import { ignoreInjections } from './ignore-injections.ts'
import { findInjections } from './injection.ts'
import type { LlmReader } from './llm/llm-reader.ts'
import { modelFailure } from './model-failure.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'

type Done<T> = { done: T } | { failed: Fallback }

/**
 * Asks models, and leaves each call that none of them answered to rules: observations of a chunk, insights for one
 * reader, summaries for one reader. What was left, and why, stands in `fallbacks`. Reasons and verdicts have no such
 * second means: there are none then, and `context.fellBack` is told. Any error that is not the models' is thrown, and an abort never degrades.
 */
export const createDegradingAnalyst = ({ llm, offline }: { llm: LlmReader; offline: Analyst }): Analyst => ({
  engine: 'llm',
  get version() {
    return llm.version()
  },
  chunkLimits: llm.chunkLimits,
  extractChunk: (input, context) => extractChunk(llm, offline, input, context),
  summarize: async (input, context) => {
    const written = await attempt('summaries', () => llm.summarize(input, context), context)
    if ('done' in written) return written.done
    const rules = await offline.summarize(input, context)
    return { ...rules, fallbacks: [...rules.fallbacks, written.failed] }
  },
  explain: (inputs, context) => orNone('reasons', () => llm.explain(inputs, context), context),
  judgeNames: (pairs, context) => orNone('judged names', () => llm.judgeNames(pairs, context), context),
  judgeValues: (pairs, context) => orNone('judged values', () => llm.judgeValues(pairs, context), context),
})

const extractChunk = async (
  llm: LlmReader,
  offline: Analyst,
  input: ChunkInput,
  context: AnalysisContext,
): Promise<ChunkExtraction> => {
  const [stated, ...read] = await Promise.all([
    attempt('observations', () => llm.readObservations(input, context), context),
    ...input.readers.map((reader) =>
      attempt(`insights:${reader.code}`, () => llm.readInsights(input, reader, context), context),
    ),
  ])
  const fallbacks = [stated, ...read].flatMap((one) => ('failed' in one ? [one.failed] : []))
  const rules = fallbacks.length > 0 ? await ignoreInjections(offline).extractChunk(input, context) : null
  const insights = read.flatMap((one, at) => {
    if ('done' in one) return one.done.insights
    const reader = input.readers[at]?.code ?? null
    return rules?.insights.map((insight) => ({ ...insight, reader })) ?? []
  })
  const failed = fallbacks.length
  const engine: Engine = failed === 0 ? 'llm' : failed === read.length + 1 ? 'offline' : 'mixed'
  const made = 'done' in stated ? stated.done : rules
  const unsupported = [stated, ...read].reduce((sum, one) => sum + ('done' in one ? one.done.unsupported : 0), 0)
  return {
    names: made?.names ?? [],
    observations: made?.observations ?? [],
    insights,
    unsupported: unsupported + (rules?.unsupported ?? 0),
    injections: findInjections(input.segments).length,
    engine,
    engineVersion: 'done' in stated || !rules ? llm.version() : rules.engineVersion,
    fallbacks,
  }
}

const attempt = async <T>(part: string, call: () => Promise<T>, context: AnalysisContext): Promise<Done<T>> => {
  try {
    return { done: await call() }
  } catch (error) {
    throwIfCancelled(context.signal)
    const reason = modelFailure(error)
    if (reason === null) throw error
    return { failed: { part, reason } }
  }
}

const orNone = async <T>(part: string, call: () => Promise<T[]>, context: AnalysisContext): Promise<T[]> => {
  const result = await attempt(part, call, context)
  if ('done' in result) return result.done
  context.fellBack?.(result.failed)
  return []
}
