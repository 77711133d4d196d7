import { builtInProviders, type ProviderRow } from './built-in-providers.ts'

const keyVariable = 'OPENAI_API_KEY'
const openai = builtInProviders.find((row) => row.id === 'openai') as ProviderRow

/**
 * The provider that the variables `OPENAI_…` speak of: OpenAI, or what `OPENAI_BASE_URL` points at. A well-known server
 * is asked in its own way whatever variable names it, and is called by its own name; any other one is asked as OpenAI
 * would be, but for its limits: what an account of OpenAI may do says nothing about another server.
 */
export const environmentProvider = (baseUrl: string | undefined): ProviderRow => {
  if (baseUrl === undefined) return openai
  const known = builtInProviders.find((row) => isServerOf(row, new URL(baseUrl)))
  if (known !== undefined) return { ...known, baseUrl, keyVariable }
  return {
    ...openai,
    label: new URL(baseUrl).host,
    baseUrl,
    outputLimit: 'max_tokens',
    limits: { rpm: null, tpm: null, calls: null },
  }
}

/** Ollama is known by its port, wherever it runs; the others by their host. */
const isServerOf = (row: ProviderRow, url: URL): boolean =>
  row.id === 'ollama' ? url.port === '11434' : row.keyVariable !== null && new URL(row.baseUrl).host === url.host
