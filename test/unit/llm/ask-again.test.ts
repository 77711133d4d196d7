import { describe, expect, it } from 'vitest'
import { askAgain } from '../../../src/llm/ask-again.ts'
import type { ModelRequest } from '../../../src/llm/model.ts'
import { modelSpec } from '../../factories/model-specs.ts'

const first: ModelRequest = {
  messages: [
    { role: 'system', content: 'rules' },
    { role: 'user', content: 'question' },
  ],
  schema: null,
  temperature: 0.2,
  maxOutputTokens: 1_000,
}
const model = modelSpec('alpha/m', { maxOutputTokens: 3_000 })
const bad = { kind: 'bad_output' as const, text: '{"a":', problems: ['a: must be a string', 'b: must be a number'] }
const cut = { kind: 'truncated' as const, text: '{"a":', problems: [] }

describe('asking again', () => {
  it('shows a bad answer and what is wrong with it', () => {
    const again = askAgain(first, first, bad, model)

    expect(again?.messages.slice(0, 2)).toEqual(first.messages)
    expect(again?.messages[2]).toEqual({ role: 'assistant', content: '{"a":' })
    expect(again?.messages[3]?.content).toContain('- a: must be a string\n- b: must be a number')
  })

  it('shows the latest answer only, so that the question does not grow', () => {
    const second = askAgain(first, first, bad, model) as ModelRequest

    const third = askAgain(first, second, { ...bad, text: 'again' }, model)

    expect(third?.messages).toHaveLength(4)
    expect(third?.messages[2]?.content).toBe('again')
  })

  it('shows the beginning of an answer that is endless, and something for an empty one', () => {
    expect(askAgain(first, first, { ...bad, text: 'x'.repeat(100_000) }, model)?.messages[2]?.content).toHaveLength(
      4_000,
    )
    expect(askAgain(first, first, { ...bad, text: ' ' }, model)?.messages[2]?.content).toBe('(nothing)')
  })

  it('gives an answer that was cut off twice the room, as far as the model has it', () => {
    const second = askAgain(first, first, cut, model) as ModelRequest
    const third = askAgain(first, second, cut, model) as ModelRequest

    expect([second.maxOutputTokens, third.maxOutputTokens]).toEqual([2_000, 3_000])
    expect(third.messages).toEqual(first.messages)
    expect(askAgain(first, third, cut, model)).toBeNull()
  })

  it('keeps the room that was given when the answer is whole and wrong', () => {
    const second = askAgain(first, first, cut, model) as ModelRequest

    expect(askAgain(first, second, bad, model)?.maxOutputTokens).toBe(2_000)
  })

  it.each(['refusal', 'context_too_long', 'timeout', 'budget'] as const)('does not help after %s', (kind) => {
    expect(askAgain(first, first, { ...bad, kind }, model)).toBeNull()
  })
})
