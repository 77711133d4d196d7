import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AnswerClaim, type AnswerStore, createCache } from '../../../../src/llm/middleware/cache.ts'
import type { CallModel, ModelCall, ModelReply } from '../../../../src/llm/model.ts'
import { failure, inTurn, modelCall, modelReply } from '../../../factories/gateway-calls.ts'
import { modelSpec } from '../../../factories/model-specs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const setUp = (claim: AnswerStore['claim']) => {
  const seen = { keys: [] as string[], kept: [] as ModelReply[], released: [] as AnswerClaim[], held: 0, hits: 0 }
  const cache = createCache({
    store: {
      claim: (asked) => {
        seen.keys.push(asked.key)
        return claim(asked)
      },
      keep: async (_, reply) => void seen.kept.push(reply),
      release: async (one) => void seen.released.push(one),
    },
    leases: {
      hold: () => {
        seen.held += 1
        return () => {
          seen.held -= 1
        }
      },
      stop: async () => {},
    },
    hit: async () => {
      seen.hits += 1
    },
    miss: () => {},
    background: (work) => void work.catch(() => {}),
    random: () => 0.5,
  })
  const ask = (call: CallModel, more: Partial<ModelCall> = {}) =>
    cache(call)(modelCall(more)).then(
      (reply) => reply as ModelReply | Error,
      (error: Error) => error,
    )
  return { ask, seen }
}

describe('the cache', () => {
  it('asks what nobody has asked, and keeps the answer', async () => {
    const { ask, seen } = setUp(async () => 'mine')

    expect(await ask(inTurn(modelReply()).call)).toEqual(modelReply())
    expect(seen).toMatchObject({ kept: [modelReply()], released: [], held: 0, hits: 0 })
  })

  it('gives a failed question back at once', async () => {
    const { ask, seen } = setUp(async () => 'mine')

    expect(await ask(inTurn(failure('bad_output')).call)).toMatchObject({ kind: 'bad_output' })
    expect(seen).toMatchObject({ kept: [], held: 0 })
    expect(seen.released).toHaveLength(1)
  })

  it('looks again and again while somebody else is asking', async () => {
    const verdicts: ('taken' | ModelReply)[] = ['taken', 'taken', modelReply({ text: 'kept' })]
    const { ask, seen } = setUp(async () => verdicts.shift() ?? 'taken')
    const model = inTurn(modelReply())
    const answer = ask(model.call)
    await vi.advanceTimersByTimeAsync(99)
    expect(seen.keys).toHaveLength(1)

    await vi.advanceTimersByTimeAsync(101)

    expect(await answer).toMatchObject({ text: 'kept' })
    expect(model.calls).toEqual([])
    expect(seen.hits).toBe(1)
  })

  it('asks itself when the other one has gone', async () => {
    const verdicts: ('taken' | 'mine')[] = ['taken', 'mine']
    const { ask } = setUp(async () => verdicts.shift() ?? 'taken')
    const answer = ask(inTurn(modelReply()).call)
    await vi.advanceTimersByTimeAsync(100)

    expect(await answer).toEqual(modelReply())
  })

  it('stops waiting when the call is aborted', async () => {
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const { ask } = setUp(async () => 'taken')
    const answer = ask(inTurn(modelReply()).call, { signal: controller.signal })
    await vi.advanceTimersByTimeAsync(10)

    controller.abort(reason)

    expect(await answer).toBe(reason)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('gives back a question that it got after its caller had gone', async () => {
    let arrive = (_: 'mine'): void => {}
    const late = new Promise<'mine'>((resolve) => {
      arrive = resolve
    })
    const controller = new AbortController()
    const { ask, seen } = setUp(() => late)
    const model = inTurn(modelReply())
    const answer = ask(model.call, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await answer

    arrive('mine')
    await vi.advanceTimersByTimeAsync(0)

    expect(seen.released).toHaveLength(1)
    expect(model.calls).toEqual([])
  })

  it('keeps an answer that was paid for though its caller has gone meanwhile', async () => {
    const controller = new AbortController()
    const { ask, seen } = setUp(async () => 'mine')

    await ask(
      async () => {
        controller.abort(new Error('enough'))
        return modelReply()
      },
      { signal: controller.signal },
    )

    expect(seen).toMatchObject({ kept: [modelReply()], released: [], held: 0 })
  })

  it('takes for the same question what is the same in all that decides the answer', async () => {
    const { ask, seen } = setUp(async () => 'mine')
    const { request, scope } = modelCall()
    const schema = { name: 's', json: { type: 'object', properties: {} } }
    const variants: Partial<ModelCall>[] = [
      {},
      { scope: { ...scope, runId: 'other', traceId: 'other' }, attempt: 3, promptVersion: 'other@2' },
      { model: modelSpec('beta/m') },
      { request: { ...request, temperature: 0.5 } },
      { request: { ...request, maxOutputTokens: 101 } },
      { request: { ...request, messages: [{ role: 'user', content: 'how many!' }] } },
      { request: { ...request, schema } },
      { request: { ...request, schema: { name: 's', json: { properties: {}, type: 'object' } } } },
    ]

    for (const variant of variants) await ask(inTurn(modelReply()).call, variant)

    const [first, other, ...different] = seen.keys
    expect(other).toBe(first)
    expect(different.at(-1)).toBe(different.at(-2))
    expect(new Set(seen.keys).size).toBe(6)
  })
})
