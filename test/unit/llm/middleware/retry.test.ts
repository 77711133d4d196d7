import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type RetryOptions, retry } from '../../../../src/llm/middleware/retry.ts'
import { failure, inTurn, modelCall, modelReply } from '../../../factories/gateway-calls.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const asking = (model: ReturnType<typeof inTurn>, options: Partial<RetryOptions> = {}, signal?: AbortSignal) => {
  const ask = retry({ max: 3, delayMs: 1_000, random: () => 1, ...options })(model.call)
  const outcome = ask(modelCall(signal === undefined ? {} : { signal })).then(
    (reply) => reply,
    (error: unknown) => error,
  )
  return { outcome }
}

describe('retry', () => {
  it('waits twice as long each time', async () => {
    const model = inTurn(failure('overloaded'), failure('network'), failure('timeout'), modelReply())
    const { outcome } = asking(model)
    const counts: number[] = []
    for (const step of [999, 1, 1_999, 1, 3_999, 1]) {
      await vi.advanceTimersByTimeAsync(step)
      counts.push(model.calls.length)
    }

    expect(counts).toEqual([1, 2, 2, 3, 3, 4])
    expect(await outcome).toEqual(modelReply())
  })

  it('leaves up to half of a wait to chance', async () => {
    const model = inTurn(failure('server_error'), modelReply())
    asking(model, { random: () => 0 })

    await vi.advanceTimersByTimeAsync(499)
    expect(model.calls).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(model.calls).toHaveLength(2)
  })

  it('gives up after its last try, with the last failure', async () => {
    const last = failure('upstream')
    const model = inTurn(failure('server_error'), failure('server_error'), failure('server_error'), last)
    const { outcome } = asking(model)
    await vi.runAllTimersAsync()

    expect(await outcome).toBe(last)
    expect(model.calls).toHaveLength(4)
  })

  it.each(['bad_output', 'refusal', 'unauthorized', 'bad_request', 'context_too_long', 'truncated', 'budget'] as const)(
    'does not ask again after %s',
    async (kind) => {
      const model = inTurn(failure(kind))

      expect(await asking(model).outcome).toMatchObject({ kind })
      expect(model.calls).toHaveLength(1)
    },
  )

  it('does not come back before the provider wants it', async () => {
    const model = inTurn(failure('rate_limited', { retryAfterMs: 20_000 }), modelReply())
    asking(model)

    await vi.advanceTimersByTimeAsync(19_999)
    expect(model.calls).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(model.calls).toHaveLength(2)
  })

  it('does not wait for a provider that wants a minute and more', async () => {
    const model = inTurn(failure('rate_limited', { retryAfterMs: 60_001 }))

    expect(await asking(model).outcome).toMatchObject({ kind: 'rate_limited' })
  })

  it('waits two minutes in all at most', async () => {
    const model = inTurn(failure('rate_limited', { retryAfterMs: 50_000 }))
    const { outcome } = asking(model)
    await vi.runAllTimersAsync()

    expect(await outcome).toMatchObject({ kind: 'rate_limited' })
    expect(model.calls).toHaveLength(3)
  })

  it('tells the failure of the call that was made, not that a further one was not allowed', async () => {
    const { outcome } = asking(inTurn(failure('server_error'), failure('circuit_open')))
    await vi.runAllTimersAsync()

    expect(await outcome).toMatchObject({ kind: 'server_error' })
  })

  it('ends its wait when the call is aborted', async () => {
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const model = inTurn(failure('server_error'))
    const { outcome } = asking(model, {}, controller.signal)
    await vi.advanceTimersByTimeAsync(10)

    controller.abort(reason)

    expect(await outcome).toBe(reason)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('passes on what is no failure of a model', async () => {
    const broken = new Error('the database is away')

    expect(await asking(inTurn(broken)).outcome).toBe(broken)
  })
})
