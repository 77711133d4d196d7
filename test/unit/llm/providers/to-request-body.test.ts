import { describe, expect, it } from 'vitest'
import type { ModelCall, ModelSpec } from '../../../../src/llm/model.ts'
import { toRequestBody } from '../../../../src/llm/providers/to-request-body.ts'
import { modelCall } from '../../../factories/model-calls.ts'
import { modelSpec } from '../../../factories/model-specs.ts'

const schema = { name: 'answer', json: { type: 'object', properties: {}, required: [], additionalProperties: false } }
const call = (more: Partial<ModelSpec>, request: Partial<ModelCall['request']> = {}): ModelCall =>
  modelCall(modelSpec('p/name', more), { schema, ...request })
const provider = { outputLimit: 'max_tokens', body: { seed: 7 } } as const

describe('the body of a request', () => {
  it('enforces the schema where the model can', () => {
    expect(toRequestBody(provider, call({ structured: 'json_schema' }))).toEqual({
      seed: 7,
      model: 'name',
      messages: [
        { role: 'system', content: 'Read the meeting.' },
        { role: 'user', content: 'A: hello' },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: schema.json } },
      temperature: 0.2,
      max_tokens: 1_000,
    })
  })

  it.each(['json_object', 'none'] as const)('says the schema in words where it is %s', (structured) => {
    const body = toRequestBody(provider, call({ structured }))

    expect(body.messages[0]?.content).toMatch(/^Read the meeting\.\n\nAnswer with one JSON object/)
    expect(body.messages[0]?.content).toContain(JSON.stringify(schema.json))
    expect(body.messages).toHaveLength(2)
    expect(body.response_format).toEqual(structured === 'none' ? undefined : { type: 'json_object' })
  })

  it('puts these words first where there is no system message', () => {
    const body = toRequestBody(
      provider,
      call({ structured: 'none' }, { messages: [{ role: 'user', content: 'hello' }] }),
    )

    expect(body.messages.map(({ role }) => role)).toEqual(['system', 'user'])
  })

  it('asks for nothing special where text is wanted', () => {
    const body = toRequestBody(provider, call({ structured: 'none' }, { schema: null }))

    expect(body.messages).toHaveLength(2)
    expect(body).not.toHaveProperty('response_format')
  })

  it('leaves a model that thinks its temperature, and room for its thoughts', () => {
    const body = toRequestBody(provider, call({ temperature: false, maxOutputTokens: 5_000 }))

    expect(body).not.toHaveProperty('temperature')
    expect(body).not.toHaveProperty('max_tokens')
    expect(body.max_completion_tokens).toBe(5_000)
  })
})
