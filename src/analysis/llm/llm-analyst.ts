import type { Gateway } from '../../llm/task.ts'
import type { Analyst } from '../analyst.ts'
import { findInjections } from '../injection.ts'
import { createLlmReader } from './llm-reader.ts'

/** The analyst that asks models for everything. Throws `ChainExhausted` when none of them answered. */
export const createLlmAnalyst = ({ gateway }: { gateway: Gateway }): Analyst => {
  const reader = createLlmReader({ gateway })
  return {
    engine: 'llm',
    get version() {
      return reader.version()
    },
    chunkLimits: reader.chunkLimits,
    extractChunk: async (input, context) => {
      const [stated, ...read] = await Promise.all([
        reader.readObservations(input, context),
        ...input.readers.map((one) => reader.readInsights(input, one, context)),
      ])
      return {
        names: stated.names,
        observations: stated.observations,
        insights: read.flatMap((one) => one.insights),
        unsupported: read.reduce((sum, one) => sum + one.unsupported, stated.unsupported),
        injections: findInjections(input.segments).length,
        engine: 'llm',
        engineVersion: reader.version(),
        fallbacks: [],
      }
    },
    summarize: reader.summarize,
    explain: reader.explain,
    judgeNames: reader.judgeNames,
    judgeValues: reader.judgeValues,
  }
}
