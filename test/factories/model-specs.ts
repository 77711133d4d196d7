import type { ModelCatalog } from '../../src/llm/catalog/catalog.ts'
import { loadModelCatalog } from '../../src/llm/catalog/load-model-catalog.ts'
import { parseProviderFile } from '../../src/llm/catalog/provider-file.ts'
import type { ModelSpec } from '../../src/llm/model.ts'

/** A model as it comes out of a catalogue. */
export const modelSpec = (id: string, more: Partial<ModelSpec> = {}): ModelSpec => ({
  id,
  provider: id.slice(0, id.indexOf('/')),
  name: id.slice(id.indexOf('/') + 1),
  tiers: ['simple', 'moderate', 'complex'],
  structured: 'json_schema',
  contextWindow: 100_000,
  maxOutputTokens: 8_000,
  temperature: true,
  price: { input: 1, output: 4, version: 'test' },
  strengths: [],
  ...more,
})

/** What an environment, and a provider file where there is one, lead to. */
export const catalogOf = (env: Readonly<Record<string, string>>, file?: string): ModelCatalog =>
  loadModelCatalog({
    llm: {
      key: (variable) => env[variable],
      baseUrl: env.OPENAI_BASE_URL,
      models: env.OPENAI_MODEL,
      limits: {
        rpm: env.LLM_RPM === undefined ? undefined : Number(env.LLM_RPM),
        tpm: undefined,
        calls: undefined,
      },
    },
    file: file === undefined ? null : parseProviderFile(file, 'providers.yaml'),
    day: new Date('2026-11-21T00:00:00Z'),
  })
