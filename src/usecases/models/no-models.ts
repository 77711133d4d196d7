import type { ModelsPort } from './ports.ts'

/** What there is to know where no model is configured: prompts, and how a transcript would be cut. */
export const noModels: ModelsPort = {
  providers: () => [],
  models: () => [],
  routes: () => [],
  prompts: () => [],
  countTokens: (text) => Math.ceil(text.length / 4),
  priceCall: () => null,
  chunkLimits: { maxCharacters: 12_000, contextCharacters: 1_500 },
  parallelCalls: 1,
  batchSize: 20,
}
