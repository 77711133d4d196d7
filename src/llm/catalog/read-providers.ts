import { ConfigError, type LlmConfig } from '../../platform/config.ts'
import { builtInProviders, type ProviderRow } from './built-in-providers.ts'
import type { ProviderLimits } from './catalog.ts'
import { environmentProvider } from './environment-provider.ts'
import type { ProviderFile } from './provider-file.ts'

/** Providers that can be called, in the order in which they are fallbacks, with what file and settings say of them. */
export const readProviders = (
  llm: Pick<LlmConfig, 'key' | 'baseUrl' | 'models' | 'limits'>,
  file: ProviderFile | null,
): ProviderRow[] => {
  const environment = environmentProvider(llm.baseUrl)
  const others = builtInProviders.filter((row) => row.id !== environment.id && row.id !== 'openai')
  const rows = [environment, ...others].map((row) => ({ ...row, limits: limitsOf(row.limits, llm.limits) }))
  const mentioned = new Set([
    ...Object.keys(file?.providers ?? {}),
    ...Object.keys(file?.models ?? {}).map((id) => id.slice(0, id.indexOf('/'))),
  ])
  return mergeFile(rows, file, llm.limits).flatMap((row) => {
    if (row.keyVariable !== null && llm.key(row.keyVariable) !== undefined) return [row]
    if (row.id === environment.id && llm.baseUrl !== undefined) {
      if (llm.models === undefined && file === null)
        throw new ConfigError(`OPENAI_BASE_URL=${llm.baseUrl}: OPENAI_MODEL does not say which model to ask there`)
      // A server of one's own may want no key.
      return [{ ...row, keyVariable: null }]
    }
    return row.keyVariable === null && mentioned.has(row.id) ? [row] : []
  })
}

const mergeFile = (
  rows: readonly ProviderRow[],
  file: ProviderFile | null,
  wanted: LlmConfig['limits'],
): ProviderRow[] => {
  const merged = new Map(rows.map((row) => [row.id, row]))
  for (const [id, { like, limits, ...said }] of Object.entries(file?.providers ?? {})) {
    const start = merged.get(id) ?? startingRow(id, like, said.baseUrl, limitsOf(none, wanted))
    merged.set(id, { ...start, ...said, limits: { ...start.limits, ...limits } })
  }
  return [...merged.values()]
}

/** A provider that is not built in: where it is and what opens it, it says for itself. */
const startingRow = (
  id: string,
  like: string | undefined,
  baseUrl: string | undefined,
  limits: ProviderLimits,
): ProviderRow => {
  if (baseUrl === undefined) throw new ConfigError(`LLM_PROVIDERS_FILE: providers.${id}.baseUrl: is missing`)
  const base = like === undefined ? undefined : builtInProviders.find((row) => row.id === like)
  if (like !== undefined && base === undefined)
    throw new ConfigError(
      `LLM_PROVIDERS_FILE: providers.${id}.like=${JSON.stringify(like)}: is none of ${builtInProviders.map((row) => row.id).join(', ')}`,
    )
  return { ...(base ?? unknownServer), id, label: id, baseUrl, keyVariable: null, defaultModels: [], limits }
}

const none: ProviderLimits = { rpm: null, tpm: null, calls: null }

/** What nothing is known of is asked in words: every server can do that. */
const unknownServer = {
  structured: 'none',
  streaming: true,
  embeddings: false,
  outputLimit: 'max_tokens',
  body: {},
  contextWindow: 32_768,
  maxOutputTokens: 4_096,
} as const

/** What the environment sets goes before what is built in. */
const limitsOf = (builtIn: ProviderLimits, wanted: LlmConfig['limits']): ProviderLimits => ({
  rpm: wanted.rpm ?? builtIn.rpm,
  tpm: wanted.tpm ?? builtIn.tpm,
  calls: wanted.calls ?? builtIn.calls,
})
