import { describe, expect, it } from 'vitest'
import { catalogOf } from '../../../factories/model-specs.ts'

const ids = (env: Record<string, string>, file?: string): string[] => catalogOf(env, file).models.map(({ id }) => id)

describe('the catalogue from the environment alone', () => {
  it('is empty without a key', () => {
    expect(catalogOf({})).toEqual({ providers: [], models: [], routes: {} })
    expect(ids({ OPENAI_MODEL: 'gpt-4o' })).toEqual([])
  })

  it('asks gpt-4o where nothing else is said', () => {
    const { models, providers, routes } = catalogOf({ OPENAI_API_KEY: 'k' })

    expect(models).toMatchObject([
      { id: 'openai/gpt-4o', structured: 'json_schema', contextWindow: 128_000, maxOutputTokens: 16_384 },
    ])
    expect(providers).toMatchObject([{ id: 'openai', baseUrl: 'https://api.openai.com/v1', limits: { rpm: 500 } }])
    expect(routes).toEqual({ default: { models: ['openai/gpt-4o'] } })
  })

  it('takes a list of models as first choice and fallbacks, and other keys as further ones', () => {
    const env = { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'a, b ,openai/c', ANTHROPIC_API_KEY: 'k', DEEPSEEK_API_KEY: 'k' }

    const order = ['openai/a', 'openai/b', 'openai/c', 'anthropic/claude-sonnet-4-5', 'deepseek/deepseek-chat']
    expect(ids(env)).toEqual(order)
    expect(catalogOf(env).routes.default?.models).toEqual(order)
  })

  it('lets a prefix name another provider that has a key', () => {
    const env = { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k', OPENAI_MODEL: 'anthropic/claude-opus-4-1,gpt-4o' }

    expect(ids(env)).toEqual(['anthropic/claude-opus-4-1', 'openai/gpt-4o'])
  })

  it('refuses a prefix that names a provider without a key', () => {
    expect(() => ids({ OPENAI_API_KEY: 'k', OPENAI_MODEL: 'anthropic/claude-opus-4-1' })).toThrow(
      'OPENAI_MODEL="anthropic/claude-opus-4-1": provider "anthropic" has no key',
    )
  })

  it('keeps slashes in the names of an aggregator and of a server of one’s own', () => {
    expect(ids({ OPENROUTER_API_KEY: 'k', OPENAI_MODEL: 'openai/gpt-4o' })).toEqual(['openrouter/openai/gpt-4o'])
    expect(ids({ OPENAI_BASE_URL: 'http://gpu:9000/v1', OPENAI_MODEL: 'meta-llama/Llama-3.1-8B' })).toEqual([
      'openai/meta-llama/Llama-3.1-8B',
    ])
  })

  it('asks a server of one’s own without a key, under no limit of an account of OpenAI', () => {
    const { providers, models } = catalogOf({ OPENAI_BASE_URL: 'http://127.0.0.1:9000/v1', OPENAI_MODEL: 'qwen3' })

    expect(providers).toMatchObject([
      { id: 'openai', keyVariable: null, limits: { rpm: null, tpm: null, calls: null }, outputLimit: 'max_tokens' },
    ])
    expect(providers[0]?.key()).toBeNull()
    expect(models).toMatchObject([{ id: 'openai/qwen3', price: null }])
  })

  it('asks a well-known server in its own way, whatever variable points at it', () => {
    const openrouter = { OPENAI_BASE_URL: 'https://openrouter.ai/api/v1', OPENAI_API_KEY: 'k' }
    const ollama = { OPENAI_BASE_URL: 'http://gpu:11434/v1', OPENAI_MODEL: 'llama3.1' }

    expect(catalogOf(openrouter).providers).toMatchObject([{ id: 'openrouter', keyVariable: 'OPENAI_API_KEY' }])
    expect(catalogOf(ollama).providers).toMatchObject([{ id: 'ollama', baseUrl: 'http://gpu:11434/v1' }])
  })

  it('wants to be told which model a server of one’s own has', () => {
    expect(() => ids({ OPENAI_BASE_URL: 'http://127.0.0.1:9000/v1' })).toThrow('OPENAI_MODEL')
  })

  it('puts the limits of the environment before those that are built in', () => {
    const { providers } = catalogOf({ OPENAI_API_KEY: 'k', LLM_RPM: '7' })

    expect(providers[0]?.limits).toEqual({ rpm: 7, tpm: 400_000, calls: 32 })
  })

  it('shows no key, however it is printed', () => {
    const catalog = catalogOf({ OPENAI_API_KEY: 'sk-canary', ANTHROPIC_API_KEY: 'sk-canary' })

    expect(catalog.providers[0]?.key()).toBe('sk-canary')
    expect(JSON.stringify(catalog)).not.toContain('canary')
  })
})

describe('prices', () => {
  const priced = (name: string) => catalogOf({ OPENAI_API_KEY: 'k', OPENAI_MODEL: name }).models[0]

  it('come from the bundled list, under its version', () => {
    expect(priced('gpt-4o-mini')?.price).toEqual({
      input: 0.15,
      output: 0.6,
      cacheRead: 0.075,
      cacheWrite: undefined,
      version: expect.stringMatching(/^genai-prices@\d+\.\d+\.\d+$/),
    })
  })

  it('are null for a model that the list does not know, never 0', () => {
    expect(priced('gpt-unheard-of')?.price).toBeNull()
  })

  it('hold for the whole context window, which ends where the price changes', () => {
    expect(priced('gpt-5.4')).toMatchObject({ contextWindow: 271_999, price: { input: 2.5 } })
  })

  it('are the dearest of the day where they change with the hour', () => {
    const [model] = catalogOf({ DEEPSEEK_API_KEY: 'k' }).models

    expect(model).toMatchObject({ id: 'deepseek/deepseek-chat', price: { input: 0.27, output: 1.1 } })
  })
})
