import { ConfigError, type LlmConfig } from '../../platform/config.ts'
import type { ProviderRow } from './built-in-providers.ts'
import { environmentProvider } from './environment-provider.ts'
import type { ProviderFile } from './provider-file.ts'

export type NamedModel = { id: string; provider: string; name: string }

/**
 * Which models there are, and in which order they are preferred: as OPENAI_MODEL says, else as the file does, else by
 * tier and price (null), or by the order of providers where there is no list. A file that lists models is the whole list, but for what OPENAI_MODEL adds: nobody is sent a transcript only
 * because a key of theirs is in the environment.
 */
export const nameModels = (
  llm: Pick<LlmConfig, 'baseUrl' | 'models'>,
  file: ProviderFile | null,
  active: readonly ProviderRow[],
): { models: NamedModel[]; preferred: readonly string[] | null } => {
  const listed = Object.entries(file?.models ?? {}).map(([id, model]) => listedModel(id, model.name, active))
  const wanted = active.length === 0 ? [] : namesIn(llm.models)
  const chosen = wanted.map((name) => resolveName(name, llm.baseUrl, active))
  const environment = environmentProvider(llm.baseUrl).id
  const fallbacks =
    listed.length > 0
      ? []
      : active
          .filter((row) => chosen.length === 0 || row.id !== environment)
          .filter((row) => !chosen.some((model) => model.provider === row.id))
          .flatMap((row) => row.defaultModels.map((name) => toModel(row.id, name)))
  const order = unique([...chosen, ...fallbacks]).map((model) => model.id)
  const said = chosen.length > 0 ? order : (file?.routes.default?.models ?? order)
  return { models: unique([...chosen, ...listed, ...fallbacks]), preferred: said.length > 0 ? said : null }
}

const namesIn = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

const listedModel = (id: string, name: string | undefined, active: readonly ProviderRow[]): NamedModel => {
  const slash = id.indexOf('/')
  const provider = id.slice(0, slash)
  if (!active.some((row) => row.id === provider))
    throw new ConfigError(
      `LLM_PROVIDERS_FILE: models.${id}: provider ${JSON.stringify(provider)} is not there, or its key is not set`,
    )
  return { id, provider, name: name ?? id.slice(slash + 1) }
}

/**
 * `provider/model` names a provider only where there is one of that name: aggregators and servers of one's own have
 * slashes in the names of their models.
 */
const resolveName = (name: string, baseUrl: string | undefined, active: readonly ProviderRow[]): NamedModel => {
  const slash = name.indexOf('/')
  const named = slash > 0 ? active.find((row) => row.id === name.slice(0, slash)) : undefined
  if (named !== undefined) return toModel(named.id, name.slice(slash + 1))
  const environment = active.find((row) => row.id === environmentProvider(baseUrl).id)
  if (environment !== undefined && (slash < 0 || baseUrl !== undefined)) return toModel(environment.id, name)
  const aggregator = active.find((row) => row.id === 'openrouter')
  if (aggregator !== undefined && slash > 0) return toModel(aggregator.id, name)
  throw new ConfigError(
    `OPENAI_MODEL=${JSON.stringify(name)}: ${slash > 0 ? `provider ${JSON.stringify(name.slice(0, slash))} has no key` : 'without OPENAI_API_KEY write provider/model'}`,
  )
}

const toModel = (provider: string, name: string): NamedModel => ({ id: `${provider}/${name}`, provider, name })

/** A model of the file keeps what the file says of it, and the place that the environment gives it. */
const unique = (models: readonly NamedModel[]): NamedModel[] => [
  ...new Map(models.map((model) => [model.id, model])).values(),
]
