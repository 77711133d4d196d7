import { ConfigError, type LlmConfig } from '../../platform/config.ts'
import type { ModelSpec } from '../model.ts'
import type { ProviderRow } from './built-in-providers.ts'
import type { ModelCatalog, ProviderSpec, Route, Routes } from './catalog.ts'
import { findListed } from './list-price.ts'
import { traitsOf } from './model-traits.ts'
import { type NamedModel, nameModels } from './name-models.ts'
import type { ProviderFile } from './provider-file.ts'
import { readProviders } from './read-providers.ts'

export type CatalogInput = {
  llm: Pick<LlmConfig, 'key' | 'baseUrl' | 'models' | 'limits'>
  file: ProviderFile | null
  /** Prices are those of this day. */
  day: Date
}

/**
 * Everything that may be asked, from settings and the provider file alone. With neither key nor file it is empty.
 * Throws a `ConfigError` where a name leads nowhere.
 */
export const loadModelCatalog = ({ llm, file, day }: CatalogInput): ModelCatalog => {
  const rows = readProviders(llm, file)
  const named = nameModels(llm, file, rows)
  const used = new Set(named.models.map((model) => model.provider))
  const providers = rows.filter((row) => used.has(row.id))
  const models = named.models.map((model) => toModelSpec(model, rows, file, day))
  const routes = toRoutes(file, named.preferred)
  checkRoutes(routes, models)
  return { providers: providers.map((row) => toProviderSpec(row, llm)), models, routes }
}

const toProviderSpec = (row: ProviderRow, llm: CatalogInput['llm']): ProviderSpec => {
  const { defaultModels: _, contextWindow: __, maxOutputTokens: ___, ...spec } = row
  return { ...spec, key: () => (row.keyVariable === null ? null : (llm.key(row.keyVariable) ?? null)) }
}

const toModelSpec = (
  { id, provider, name }: NamedModel,
  rows: readonly ProviderRow[],
  file: ProviderFile | null,
  day: Date,
): ModelSpec => {
  const row = rows.find((each) => each.id === provider) as ProviderRow
  const own = file?.models[id] ?? {}
  const traits = traitsOf(name)
  const listed = findListed(row, name, day)
  const contextWindow = own.contextWindow ?? listed?.contextWindow ?? row.contextWindow
  const price = own.price === undefined ? (listed?.price ?? null) : own.price
  return {
    id,
    provider,
    name,
    tiers: own.tiers ?? traits.tiers,
    structured: own.structured ?? row.structured,
    contextWindow,
    maxOutputTokens: Math.min(own.maxOutputTokens ?? traits.maxOutputTokens ?? row.maxOutputTokens, contextWindow),
    temperature: own.temperature ?? traits.temperature ?? true,
    price: price === null ? null : { ...price, version: price.version ?? 'provider-file' },
    strengths: own.strengths ?? traits.strengths,
  }
}

const toRoutes = (file: ProviderFile | null, preferred: readonly string[] | null): Routes => {
  const routes: Routes = file?.routes ?? {}
  return preferred === null ? routes : { ...routes, default: { ...routes.default, models: preferred } }
}

const checkRoutes = (routes: Routes, models: readonly ModelSpec[]): void => {
  for (const [task, route] of Object.entries(routes) as [string, Route][]) {
    for (const id of route.models ?? [])
      if (!models.some((model) => model.id === id))
        throw new ConfigError(`LLM_PROVIDERS_FILE: routes.${task}.models: there is no model ${JSON.stringify(id)}`)
    if (route.provider !== undefined && !models.some((model) => model.provider === route.provider))
      throw new ConfigError(
        `LLM_PROVIDERS_FILE: routes.${task}.provider: there is no model of ${JSON.stringify(route.provider)}`,
      )
  }
}
