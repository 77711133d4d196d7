import type { ChunkLimits } from '../../domain/meeting/chunk-segments.ts'
import { type Gateway, promptVersionOf } from '../../llm/task.ts'
import { tasks } from '../../llm/tasks.ts'
import type { AnalysisContext, Analyst, ChunkInput, Reader, Summaries, SummarizeInput } from '../analyst.ts'
import { createAsk } from './ask.ts'
import { explainTransitions, judgeNamePairs, judgeValuePairs } from './judge.ts'
import { type InsightReading, readInsights } from './read-insights.ts'
import { type ObservationReading, readObservations } from './read-observations.ts'
import { summarize } from './summarize.ts'

/** The questions that are put to models, one method each; each throws when no model answered. */
export type LlmReader = Pick<Analyst, 'explain' | 'judgeNames' | 'judgeValues'> & {
  /** Version of the prompt for observations and the model that it goes to first, then the same for insights. */
  version: () => string
  chunkLimits: ChunkLimits
  readObservations: (input: ChunkInput, context: AnalysisContext) => Promise<ObservationReading>
  readInsights: (input: ChunkInput, reader: Reader, context: AnalysisContext) => Promise<InsightReading>
  summarize: (input: SummarizeInput, context: AnalysisContext) => Promise<Summaries>
}

/** A long talk in one piece: names and corrections are understood best where they stand together. */
const chunkLimits: ChunkLimits = { maxCharacters: 16_000, contextCharacters: 2_000 }

/** `compress`: the talk is put to models without sounds, slips and mere courtesy (compress-talk.ts). */
export type LlmReaderOptions = { gateway: Gateway; compress?: boolean }

export const createLlmReader = ({ gateway, compress = false }: LlmReaderOptions): LlmReader => {
  const ask = createAsk(gateway)
  const named = (task: (typeof tasks)['extract_observations'] | (typeof tasks)['extract_insights']): string =>
    `${promptVersionOf(task.prompt)} ${gateway.preferred(task) ?? 'no model'}`
  return {
    version: () => `${named(tasks.extract_observations)} ${named(tasks.extract_insights)}`,
    chunkLimits,
    readObservations: (input, context) => readObservations(ask, input, context, { compress }),
    readInsights: (input, reader, context) => readInsights(ask, input, reader, context, { compress }),
    summarize: (input, context) => summarize(ask, input, context),
    explain: (inputs, context) => explainTransitions(gateway, inputs, context),
    judgeNames: (pairs, context) => judgeNamePairs(gateway, pairs, context),
    judgeValues: (pairs, context) => judgeValuePairs(gateway, pairs, context),
  }
}
