import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deadline } from '../../../../src/llm/middleware/deadline.ts'
import type { ModelCall } from '../../../../src/llm/model.ts'
import { inTurn, modelCall, modelReply } from '../../../factories/gateway-calls.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A callee that never comes back and obeys no signal. */
const deaf = () => {
  const calls: ModelCall[] = []
  return { calls, call: (call: ModelCall) => new Promise<never>(() => void calls.push(call)) }
}

describe('a deadline', () => {
  it('ends a call that does not end itself, and tells the callee', async () => {
    const { calls, call } = deaf()
    const outcome = deadline(1_000)(call)(modelCall()).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(999)
    expect(calls[0]?.signal.aborted).toBe(false)

    await vi.advanceTimersByTimeAsync(1)

    expect(await outcome).toMatchObject({ kind: 'timeout' })
    expect(calls[0]?.signal.aborted).toBe(true)
  })

  it('passes an abort on with its reason, at once', async () => {
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const { calls, call } = deaf()
    const outcome = deadline(1_000)(call)(modelCall({ signal: controller.signal })).catch((error: unknown) => error)

    controller.abort(reason)

    expect(await outcome).toBe(reason)
    expect(calls[0]?.signal.reason).toBe(reason)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves no timer behind an answer', async () => {
    expect(await deadline(1_000)(inTurn(modelReply()).call)(modelCall())).toEqual(modelReply())
    expect(vi.getTimerCount()).toBe(0)
  })
})
