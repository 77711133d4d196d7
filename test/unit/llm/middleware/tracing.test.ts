import { describe, expect, it } from 'vitest'
import { traceCalls } from '../../../../src/llm/middleware/tracing.ts'
import type { CallModel, ModelCall, ModelReply } from '../../../../src/llm/model.ts'
import { ModelError } from '../../../../src/llm/model-error.ts'
import type { Span, SpanAttributes, SpanRequest, Tracing } from '../../../../src/platform/tracing.ts'

const call: ModelCall = {
  model: {
    ...{ id: 'openai/gpt-x', provider: 'openai', name: 'gpt-x', tiers: ['simple'], structured: 'json_schema' },
    ...{ contextWindow: 1000, maxOutputTokens: 100, temperature: true, price: null, strengths: [] },
  },
  request: {
    messages: [{ role: 'user', content: 'the words of Ana' }],
    schema: { name: 'answer', json: { enum: ['the words of Bo'] } },
    ...{ temperature: 0, maxOutputTokens: 50 },
  },
  ...{ task: 'extract_insights', promptVersion: 'extract_insights@3', attempt: 2 },
  scope: { tenantId: 't', meetingId: 'm', runId: 'r', step: 'extract', traceId: 'x' },
  signal: new AbortController().signal,
}
const reply: ModelReply = {
  ...{ text: 'the words of the model', finishReason: 'stop', servedBy: 'gpt-x-2026-01-01' },
  usage: { input: 10, cacheRead: 30, cacheWrite: 2, output: 7, reasoning: 3 },
}

/** What a span would hold. */
const spanOf = async (answer: CallModel) => {
  let request: SpanRequest | undefined
  const attributes: SpanAttributes[] = []
  const tracing: Tracing = {
    withSpan: (asked, work) => {
      request = asked
      attributes.push(asked.attributes)
      const span: Span = { traceparent: 'x', rename: () => {}, fail: () => {}, set: (more) => attributes.push(more) }
      return work(span)
    },
    close: async () => {},
  }
  const result = await traceCalls(tracing)(answer)(call).catch((error: unknown) => error)
  return { request, result, attributes: Object.assign({}, ...attributes) as Record<string, unknown> }
}

describe('the span of a call', () => {
  it('has the names that everybody uses, and counts what the cache had as input', async () => {
    const { request, attributes, result } = await spanOf(async () => reply)

    expect(result).toBe(reply)
    expect(request).toMatchObject({ name: 'chat gpt-x', kind: 'client' })
    expect(request?.parent).toBeUndefined()
    expect(attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-x',
      'gen_ai.prompt.name': 'extract_insights@3',
      'gen_ai.response.model': 'gpt-x-2026-01-01',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 42,
      'gen_ai.usage.output_tokens': 7,
      'gen_ai.usage.cache_read.input_tokens': 30,
      'throughline.task': 'extract_insights',
      'throughline.run.id': 'r',
    })
  })

  it('holds no word of question or answer', async () => {
    const { request, attributes } = await spanOf(async () => reply)

    expect(JSON.stringify([request, attributes])).not.toContain('words')
  })

  it('says what a call cost that failed, and hands its error on', async () => {
    const error = new ModelError('bad_output', 'things[0]: must be an object', { usage: reply.usage, status: 200 })
    const { attributes, result } = await spanOf(() => Promise.reject(error))

    expect(result).toBe(error)
    expect(attributes).toMatchObject({ 'gen_ai.usage.output_tokens': 7, 'http.response.status_code': 200 })
  })

  it('says nothing of tokens that the provider did not count', async () => {
    const { attributes } = await spanOf(async () => ({ ...reply, usage: null }))

    expect(Object.keys(attributes).filter((name) => name.includes('usage'))).toEqual([])
  })
})
