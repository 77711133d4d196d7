import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readAnswer } from '../../../src/llm/answer/read-answer.ts'
import { toAnswerSchema } from '../../../src/llm/answer/to-answer-schema.ts'
import { builtInProviders } from '../../../src/llm/catalog/built-in-providers.ts'
import type { ModelSpec } from '../../../src/llm/model.ts'
import { createProviderCall } from '../../../src/llm/providers/create-provider-call.ts'
import { modelCall } from '../../factories/model-calls.ts'
import { catalogOf } from '../../factories/model-specs.ts'

const server = new LLMock({ port: 0 })
beforeAll(async () => void (await server.start()))
afterAll(() => server.stop())
beforeEach(() => {
  server.clearFixtures()
  server.clearRequests()
})

const shape = z.object({ owner: z.string().nullable(), state: z.enum(['open', 'done']) })
const schema = toAnswerSchema('task_state', shape)
const usage = {
  prompt_tokens: 120,
  completion_tokens: 30,
  prompt_tokens_details: { cached_tokens: 100 },
  completion_tokens_details: { reasoning_tokens: 8 },
}

/** The provider as it is built in, but at the server of this test; under this base it tells cached and reasoning tokens. */
const connect = (id: string) => {
  const { providers, models } = catalogOf(
    { [`${id.toUpperCase()}_API_KEY`]: 'sk-test' },
    `{ providers: { ${id}: { baseUrl: '${server.url}/api/v1' } }, models: { ${id}/some-model: {} } }`,
  )
  const [provider] = providers
  const [model] = models
  if (provider === undefined || model === undefined) throw new Error('nothing to call')
  return { provider, model, call: createProviderCall(provider) }
}

const lastBody = () => server.getLastRequest()?.body as unknown as Record<string, unknown>

describe.each(builtInProviders.map(({ id }) => id))('%s', (id) => {
  it('answers in the shape that was asked for, and says what it took', async () => {
    server.onMessage('A: hello', { content: '{"owner":"Ana","state":"done"}', usage, model: 'some-model-2026' })
    const { call, model } = connect(id)

    const reply = await call(modelCall(model, { schema }))

    expect(readAnswer(reply.text, shape)).toEqual({ value: { owner: 'Ana', state: 'done' }, repaired: false })
    expect(reply).toMatchObject({
      finishReason: 'stop',
      servedBy: 'some-model-2026',
      usage: { input: 20, cacheRead: 100, cacheWrite: 0, output: 30, reasoning: 8 },
    })
  })

  it('is asked in its own way', async () => {
    server.onMessage('A: hello', { content: '{}' })
    const { call, model, provider } = connect(id)

    await call(modelCall(model, { schema }))

    const body = lastBody()
    const system = (body.messages as { content: string }[])[0]?.content
    const expected = {
      json_schema: { type: 'json_schema', json_schema: { name: 'task_state', strict: true, schema: schema.json } },
      json_object: { type: 'json_object' },
      none: undefined,
    }
    expect(body.response_format).toEqual(expected[model.structured])
    expect(system?.includes(JSON.stringify(schema.json))).toBe(model.structured !== 'json_schema')
    expect(body).toMatchObject({ model: 'some-model', temperature: 0.2, [provider.outputLimit]: 1_000 })
    // The server does not show what the key was.
    expect(server.getLastRequest()?.headers.authorization !== undefined).toBe(provider.keyVariable !== null)
  })
})

describe('a model of each capability', () => {
  it.each(['json_schema', 'json_object', 'none'] as const)(
    '%s: the answer is read through fence and prose',
    async (structured) => {
      server.onMessage('A: hello', { content: 'Sure!\n```json\n{"owner":null,"state":"open"}\n```' })
      const { call, model } = connect('openai')
      const asked: ModelSpec = { ...model, structured }

      const { text } = await call(modelCall(asked, { schema }))

      expect(readAnswer(text, shape)).toEqual({ value: { owner: null, state: 'open' }, repaired: true })
    },
  )
})

describe('what is no plain answer', () => {
  it.each([
    ['length', 'length'],
    ['content_filter', 'filter'],
    ['tool_calls', 'other'],
  ])('ends with %s', async (finishReason, expected) => {
    server.onMessage('A: hello', { content: '{"owner":', finishReason, usage })
    const { call, model } = connect('openai')

    expect(await call(modelCall(model, { schema }))).toMatchObject({ finishReason: expected, usage: { output: 30 } })
  })

  it('is empty', async () => {
    server.onMessage('A: hello', { content: '', usage })
    const { call, model } = connect('openai')

    expect(await call(modelCall(model, { schema }))).toMatchObject({ text: '', usage: { output: 30 } })
  })

  it.each([
    ['negative', { prompt_tokens: -5, completion_tokens: 3 }],
    [
      'more from the cache than asked',
      { prompt_tokens: 5, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 50 } },
    ],
    ['nothing', { prompt_tokens: 0, completion_tokens: 0 }],
  ])('says that it took %s: that is not known', async (_, wrong) => {
    server.onMessage('A: hello', { content: '{}', usage: wrong })
    const { call, model } = connect('openai')

    expect(await call(modelCall(model))).toMatchObject({ usage: null })
  })
})

describe('a failure that the server reports', () => {
  it.each([
    [429, { message: 'slow down', code: 'rate_limit_exceeded' }, { kind: 'rate_limited', retryAfterMs: 7_000 }],
    [400, { message: 'Provider returned error' }, { kind: 'upstream' }],
    [
      400,
      { message: 'The maximum context length is 9', code: 'context_length_exceeded' },
      { kind: 'context_too_long' },
    ],
    [401, { message: 'Incorrect API key provided: sk-test', code: 'invalid_api_key' }, { kind: 'unauthorized' }],
    [500, { message: 'oops' }, { kind: 'server_error' }],
    [503, { message: 'down' }, { kind: 'overloaded' }],
  ] as const)('%i %j', async (status, error, expected) => {
    server.onMessage('A: hello', { error, status, retryAfter: 7 })
    const { call, model } = connect('openai')

    const failure = await call(modelCall(model, { schema })).catch((thrown: unknown) => thrown)

    expect(failure).toMatchObject({ name: 'ModelError', status, ...expected })
    expect(server.getRequests()).toHaveLength(1)
  })
})
