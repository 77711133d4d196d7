import type { ModelCatalog } from '../llm/catalog/catalog.ts'
import type { Prompt } from '../llm/task.ts'
import { tasks } from '../llm/tasks.ts'
import { costOf, countTokens } from '../llm/tokens.ts'
import type { Config } from '../platform/config.ts'
import type { ModelsPort, PromptRecord } from '../usecases/models/ports.ts'

/** How transcripts are cut for models: see the analyst that reads them. */
const chunkLimits = { maxCharacters: 12_000, contextCharacters: 1_500 }

/** What the model layer tells of itself: the catalogue, the routes, the prompts. It asks no provider. */
export const describeModels = (config: Config, catalog: ModelCatalog): ModelsPort => ({
  providers: () =>
    catalog.providers.map(({ id, label, structured, keyVariable, key, limits }) => ({
      ...{ id, label, structured, limits },
      ready: keyVariable === null || key() !== null,
    })),
  models: () => catalog.models,
  routes: () => [],
  prompts: () => Object.values(tasks).map(({ prompt }) => toRecord(prompt as Prompt<never, unknown>)),
  countTokens,
  priceCall: (id, tokens) => {
    const model = catalog.models.find((one) => one.id === id)
    return model === undefined ? null : costOf(model, { ...tokens, reasoning: 0 }).cost
  },
  chunkLimits,
  parallelCalls: config.analysis.parallelCalls,
  batchSize: config.analysis.batchSize,
})

const toRecord = ({ task, version, label, change, scores }: Prompt<never, unknown>): PromptRecord => ({
  task,
  version,
  label,
  change,
  scores,
})
