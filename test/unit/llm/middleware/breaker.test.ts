import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBreakers } from '../../../../src/llm/middleware/breaker.ts'
import type { CallModel } from '../../../../src/llm/model.ts'
import type { ModelErrorKind } from '../../../../src/llm/model-error.ts'
import type { ModelEvent } from '../../../../src/llm/observe.ts'
import { failure, inTurn, modelCall, modelReply } from '../../../factories/gateway-calls.ts'
import { modelSpec } from '../../../factories/model-specs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const setUp = () => {
  const events: ModelEvent[] = []
  const breakers = createBreakers({ threshold: 5, recoveryMs: 60_000, observe: (event) => void events.push(event) })
  const kindOf = async (call: CallModel, model = 'alpha/m'): Promise<ModelErrorKind | 'ok'> =>
    breakers(call)(modelCall({ model: modelSpec(model) })).then(
      () => 'ok' as const,
      (error: { kind: ModelErrorKind }) => error.kind,
    )
  const fail = async (times: number, kind: ModelErrorKind = 'server_error'): Promise<void> => {
    for (let time = 0; time < times; time += 1) await kindOf(inTurn(failure(kind)).call)
  }
  return { kindOf, fail, states: () => events.flatMap((event) => (event.type === 'breaker' ? [event.state] : [])) }
}

describe('a breaker', () => {
  it('opens at the fifth failure, and then the model is not called', async () => {
    const { kindOf, fail, states } = setUp()
    await fail(4)
    const healthy = inTurn(modelReply())
    expect(await kindOf(inTurn(failure('timeout')).call)).toBe('timeout')

    expect(await kindOf(healthy.call)).toBe('circuit_open')
    expect(healthy.calls).toEqual([])
    expect(states()).toEqual(['closed', 'open'])
  })

  it('stays closed while more than half of the calls are answered', async () => {
    const { kindOf } = setUp()
    for (let time = 0; time < 12; time += 1) {
      const outcome = time % 3 === 0 ? failure('server_error') : modelReply()
      expect(await kindOf(inTurn(outcome).call)).not.toBe('circuit_open')
    }
  })

  it.each(['rate_limited', 'bad_output', 'refusal', 'truncated', 'budget', 'limit_wait', 'context_too_long'] as const)(
    'does not count %s',
    async (kind) => {
      const { kindOf, fail } = setUp()
      await fail(20, kind)

      expect(await kindOf(inTurn(modelReply()).call)).toBe('ok')
    },
  )

  it('is one per model', async () => {
    const { kindOf, fail } = setUp()
    await fail(5)

    expect(await kindOf(inTurn(modelReply()).call, 'beta/m')).toBe('ok')
  })

  it('lets one call try after a minute, not earlier, and closes when that is answered', async () => {
    const { kindOf, fail, states } = setUp()
    await fail(5)
    await vi.advanceTimersByTimeAsync(59_999)
    expect(await kindOf(inTurn(modelReply()).call)).toBe('circuit_open')
    await vi.advanceTimersByTimeAsync(1)
    let answer = (): void => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const trying = kindOf(() => answered.then(() => modelReply()))

    expect(await kindOf(inTurn(modelReply()).call)).toBe('circuit_open')
    answer()

    expect(await trying).toBe('ok')
    expect(await kindOf(inTurn(modelReply()).call)).toBe('ok')
    expect(states()).toEqual(['closed', 'open', 'half_open', 'closed'])
  })

  it('stays open for another minute when that call fails', async () => {
    const { kindOf, fail } = setUp()
    await fail(5)
    await vi.advanceTimersByTimeAsync(60_000)
    await fail(1)

    expect(await kindOf(inTurn(modelReply()).call)).toBe('circuit_open')
  })
})
