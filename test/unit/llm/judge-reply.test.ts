import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { judgeReply, toModelError } from '../../../src/llm/judge-reply.ts'
import { modelReply } from '../../factories/gateway-calls.ts'

const shape = z.object({ word: z.string() })

describe('a reply', () => {
  it('answers when its text has the shape', () => {
    expect(judgeReply(modelReply({ text: '{"word":"yes"}' }), shape)).toEqual({ value: { word: 'yes' } })
  })

  it('is cut off when the model says so, even where it can be read', () => {
    expect(judgeReply(modelReply({ text: '{"word":"yes"}', finishReason: 'length' }), shape)).toMatchObject({
      kind: 'truncated',
    })
  })

  it.each(['refusal', 'filter'] as const)('is a refusal after %s', (finishReason) => {
    expect(judgeReply(modelReply({ finishReason }), shape)).toMatchObject({ kind: 'refusal' })
  })

  it('of another shape says where, and never what was answered', () => {
    const reply = modelReply({ text: '{"word":{"secret":"Acme"}}' })

    const judged = judgeReply(reply, shape)

    expect(judged).toEqual({ kind: 'bad_output', problems: ['word: must be a string'] })
    const error = toModelError(judged as { kind: 'bad_output'; problems: string[] }, reply)
    expect(error).toMatchObject({ kind: 'bad_output', usage: reply.usage, servedBy: 'm-1' })
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('Acme')
  })
})
