import type { StructuredOutput } from '../model.ts'
import type { ProviderLimits, ProviderSpec } from './catalog.ts'

export type ProviderRow = Omit<ProviderSpec, 'key'> & {
  /** Models that are used when only a key is given. */
  defaultModels: readonly string[]
  /** In tokens: what a model of it is taken to hold where nothing else is known. */
  contextWindow: number
  maxOutputTokens: number
}

const row = (
  id: string,
  label: string,
  baseUrl: string,
  more: Partial<ProviderRow> & { structured: StructuredOutput; limits: ProviderLimits },
): ProviderRow => ({
  id,
  label,
  baseUrl,
  keyVariable: `${id.toUpperCase()}_API_KEY`,
  streaming: true,
  embeddings: false,
  outputLimit: 'max_tokens',
  body: {},
  defaultModels: [],
  contextWindow: 128_000,
  maxOutputTokens: 8_192,
  ...more,
})

/**
 * Providers that need no file, in the order in which they are fallbacks. Limits are those of an ordinary paid account:
 * a larger one says so in its settings. Without a number of its own the shared limiter lets everything through.
 */
export const builtInProviders: readonly ProviderRow[] = [
  row('openai', 'OpenAI', 'https://api.openai.com/v1', {
    structured: 'json_schema',
    embeddings: true,
    outputLimit: 'max_completion_tokens',
    limits: { rpm: 500, tpm: 400_000, calls: 32 },
    defaultModels: ['gpt-4o'],
    maxOutputTokens: 16_384,
  }),
  // Its compatible endpoint takes `response_format` and ignores it.
  row('anthropic', 'Anthropic', 'https://api.anthropic.com/v1', {
    structured: 'none',
    limits: { rpm: 50, tpm: 40_000, calls: 8 },
    defaultModels: ['claude-sonnet-4-5'],
    contextWindow: 200_000,
  }),
  row('deepseek', 'DeepSeek', 'https://api.deepseek.com/v1', {
    structured: 'json_object',
    limits: { rpm: null, tpm: null, calls: 16 },
    defaultModels: ['deepseek-chat'],
    contextWindow: 64_000,
  }),
  row('openrouter', 'OpenRouter', 'https://openrouter.ai/api/v1', {
    structured: 'json_schema',
    limits: { rpm: null, tpm: null, calls: 16 },
    defaultModels: ['openai/gpt-4o'],
    // Only upstreams that obey `response_format`, instead of those that drop it silently.
    body: { provider: { require_parameters: true } },
  }),
  row('ollama', 'Ollama', 'http://127.0.0.1:11434/v1', {
    structured: 'json_schema',
    keyVariable: null,
    embeddings: true,
    limits: { rpm: null, tpm: null, calls: 2 },
    contextWindow: 8_192,
    maxOutputTokens: 4_096,
  }),
  row('vllm', 'vLLM', 'http://127.0.0.1:8000/v1', {
    structured: 'json_schema',
    keyVariable: null,
    embeddings: true,
    limits: { rpm: null, tpm: null, calls: 16 },
    contextWindow: 32_768,
  }),
]
