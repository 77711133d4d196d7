import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseProviderFile } from '../../../../src/llm/catalog/provider-file.ts'
import { ConfigError } from '../../../../src/platform/config.ts'
import { catalogOf } from '../../../factories/model-specs.ts'

const local = `
providers:
  local:
    like: vllm
    baseUrl: http://gpu:8000/v1
    keyVariable: LOCAL_API_KEY
    limits: { rpm: 30, calls: 4 }
models:
  local/large:
    name: Qwen/Qwen3-72B
    tiers: [complex, critical]
    contextWindow: 32000
    price: { input: 0.2, output: 0.8 }
  local/small: { tiers: [simple], temperature: false, price: null }
routes:
  default: { provider: local }
  summarize_meeting: { tier: simple, models: [local/small], maxCost: 0.05 }
`

describe('a provider file', () => {
  it('adds providers, models with prices and limits, and routes', () => {
    const { providers, models, routes } = catalogOf({ LOCAL_API_KEY: 'k' }, local)

    expect(providers).toMatchObject([
      {
        id: 'local',
        baseUrl: 'http://gpu:8000/v1',
        structured: 'json_schema',
        limits: { rpm: 30, tpm: null, calls: 4 },
      },
    ])
    expect(models).toMatchObject([
      {
        id: 'local/large',
        name: 'Qwen/Qwen3-72B',
        contextWindow: 32_000,
        price: { input: 0.2, version: 'provider-file' },
      },
      { id: 'local/small', tiers: ['simple'], temperature: false, price: null },
    ])
    expect(routes.summarize_meeting).toEqual({ tier: 'simple', models: ['local/small'], maxCost: 0.05 })
  })

  it('is the whole list: a key in the environment alone sends nobody a transcript', () => {
    const env = { LOCAL_API_KEY: 'k', OPENAI_API_KEY: 'k', DEEPSEEK_API_KEY: 'k' }

    expect(catalogOf(env, local).models.map(({ id }) => id)).toEqual(['local/large', 'local/small'])
  })

  it('leaves the first choice to OPENAI_MODEL', () => {
    const { models, routes } = catalogOf(
      { LOCAL_API_KEY: 'k', OPENAI_API_KEY: 'k', OPENAI_MODEL: 'local/large,gpt-4o' },
      local,
    )

    expect(models.map(({ id, name }) => [id, name])).toEqual([
      ['local/large', 'Qwen/Qwen3-72B'],
      ['openai/gpt-4o', 'gpt-4o'],
      ['local/small', 'small'],
    ])
    expect(routes.default).toEqual({ provider: 'local', models: ['local/large', 'openai/gpt-4o'] })
  })

  it('changes what is built in', () => {
    const file = `
providers: { openai: { limits: { rpm: 5000 } } }
models: { openai/gpt-4o: { price: { input: 1, output: 2, version: ours-2026 } } }`
    const { providers, models } = catalogOf({ OPENAI_API_KEY: 'k' }, file)

    expect(providers).toMatchObject([{ baseUrl: 'https://api.openai.com/v1', limits: { rpm: 5_000, tpm: 400_000 } }])
    expect(models).toMatchObject([{ contextWindow: 128_000, price: { input: 1, output: 2, version: 'ours-2026' } }])
  })

  it('switches on a local server that wants no key, by naming a model of it', () => {
    expect(catalogOf({}, 'models: { ollama/llama3.1: { contextWindow: 65536 } }')).toMatchObject({
      providers: [{ id: 'ollama', keyVariable: null }],
      models: [{ id: 'ollama/llama3.1', contextWindow: 65_536, price: null }],
    })
  })

  it('is what the example shows', () => {
    const example = readFileSync('examples/providers.yaml', 'utf8')
    const { providers, models, routes } = catalogOf({ OPENAI_API_KEY: 'k', INHOUSE_API_KEY: 'k' }, example)

    expect(providers.map(({ id }) => id)).toEqual(['openai', 'inhouse'])
    expect(models).toHaveLength(3)
    expect(routes.judge_names).toEqual({ provider: 'inhouse', models: ['inhouse/large'] })
  })

  it('may be JSON', () => {
    expect(parseProviderFile('{"models":{"ollama/a":{}}}', 'p.json').models).toEqual({ 'ollama/a': {} })
  })
})

describe('a provider file that cannot be used', () => {
  const problem = (file: string, env: Record<string, string> = { OPENAI_API_KEY: 'k' }): string => {
    try {
      catalogOf(env, file)
    } catch (error) {
      if (error instanceof ConfigError) return error.message
      throw error
    }
    return 'no problem'
  }

  it.each([
    ['models: { openai/gpt-4o: { price: { input: -1, output: 2 } } }', 'models.openai/gpt-4o.price.input=-1'],
    ['models: { openai/gpt-4o: { tiers: [hard] } }', 'models.openai/gpt-4o.tiers.0="hard"'],
    ['models: { gpt-4o: {} }', 'models.gpt-4o'],
    ['providers: { x: { baseUrl: "ftp://x" } }', 'providers.x.baseUrl="ftp://x"'],
    ['providers: { openai: { key: sk-canary } }', 'providers.openai'],
    ['providers: { openai: { keyVariable: sk-canary } }', 'must be the name of a variable'],
    ['providers: { x: {} }', 'providers.x.baseUrl: is missing'],
    ['providers: { x: { like: y, baseUrl: "http://x" } }', 'providers.x.like="y"'],
    ['routes: { sumarize: {} }', 'routes'],
    ['routes: { default: { models: [openai/gpt-9] } }', 'routes.default.models: there is no model "openai/gpt-9"'],
    ['routes: { default: { provider: ollama } }', 'routes.default.provider: there is no model of "ollama"'],
    ['models: { deepseek/deepseek-chat: {} }', 'provider "deepseek" is not there, or its key is not set'],
    ['a: [', 'LLM_PROVIDERS_FILE=providers.yaml'],
    ['models: {}\nmodels: {}', 'LLM_PROVIDERS_FILE=providers.yaml'],
  ])('says what is wrong with %s', (file, expected) => {
    expect(problem(file)).toContain(expected)
    expect(problem(file)).toContain('LLM_PROVIDERS_FILE')
    expect(problem(file)).not.toContain('canary')
  })
})
