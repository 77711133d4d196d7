import { rehearseReading } from '../analysis/rehearse-reading.ts'
import type { ModelCatalog } from '../llm/catalog/catalog.ts'
import type { DescribedPrompt } from '../llm/prompts/described-prompt.ts'
import { promptVersions } from '../llm/prompts/versions.ts'
import { explainRoute } from '../llm/routing/explain-route.ts'
import { tasks } from '../llm/tasks.ts'
import { costOf } from '../llm/tokens.ts'
import type { Config } from '../platform/config.ts'
import { noModels } from '../usecases/models/no-models.ts'
import type { ModelsPort, PromptRecord } from '../usecases/models/ports.ts'

/** What the model layer tells of itself: the catalogue, the routes, the prompts. It asks no provider. */
export const describeModels = (config: Config, catalog: ModelCatalog): ModelsPort => ({
  providers: () =>
    catalog.providers.map(({ id, label, structured, keyVariable, key, limits }) => ({
      ...{ id, label, structured, limits },
      ready: keyVariable === null || key() !== null,
    })),
  models: () => catalog.models,
  routes: (promptTokens) =>
    Object.values(tasks).map(({ name, tier, maxOutputTokens }) =>
      explainRoute({ catalog, task: name, tier, promptTokens, maxOutputTokens }),
    ),
  prompts: () => promptVersions.map(toRecord),
  rehearse: catalog.models.length === 0 ? noModels.rehearse : rehearseReading,
  priceCall: (id, tokens) => {
    const model = catalog.models.find((one) => one.id === id)
    return model === undefined ? null : costOf(model, { ...tokens, reasoning: 0 }).cost
  },
  parallelCalls: config.analysis.parallelCalls,
  batchSize: config.analysis.batchSize,
})

const toRecord = ({ task, version, label, change, scores }: DescribedPrompt): PromptRecord => ({
  ...{ task, version, label, change, scores },
})
