import type { ModelsPort } from './ports.ts'

/** What there is to know where no model is configured. */
export const noModels: ModelsPort = {
  providers: () => [],
  models: () => [],
  routes: () => [],
  prompts: () => [],
  rehearse: async () => ({ chunks: 0, transcriptTokens: 0, questions: [] }),
  priceCall: () => null,
  parallelCalls: 1,
  batchSize: 20,
}
