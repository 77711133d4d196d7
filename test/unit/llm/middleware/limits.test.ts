import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLimits, type LimitsDeps, type Slot, type SlotEnd } from '../../../../src/llm/middleware/limits.ts'
import type { CallModel, ModelReply } from '../../../../src/llm/model.ts'
import { failure, inTurn, modelCall, modelReply } from '../../../factories/gateway-calls.ts'
import { modelSpec } from '../../../factories/model-specs.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }))
afterEach(() => void vi.useRealTimers())

type Verdict = { waitMs: number; why: string | null }
const admitted: Verdict = { waitMs: 0, why: null }

const setUp = (verdict: (slot: Slot, asked: number) => Verdict, options: Partial<LimitsDeps> = {}) => {
  const asked: Slot[] = []
  const settled: { slot: Slot; end: SlotEnd }[] = []
  const held = new Set<Slot>()
  const limits = createLimits({
    shared: {
      admit: async (slot) => {
        asked.push(slot)
        return verdict(slot, asked.length)
      },
      settle: async (slot, end) => void settled.push({ slot, end }),
    },
    leases: {
      hold: (slot) => {
        held.add(slot)
        return () => void held.delete(slot)
      },
      stop: async () => {},
    },
    parallelCalls: 2,
    longestWaitMs: 10_000,
    estimateTokens: () => 500,
    background: (work) => void work.catch(() => {}),
    random: () => 0,
    ...options,
  })
  const ask = (call: CallModel, provider = 'alpha', signal?: AbortSignal) =>
    limits(call)(modelCall({ model: modelSpec(`${provider}/m`), ...(signal === undefined ? {} : { signal }) })).then(
      (reply) => reply as ModelReply | Error,
      (error: Error) => error,
    )
  return { ask, asked, settled, held }
}
/** A model that answers when it is told to. */
const held = () => {
  const answers: (() => void)[] = []
  const call: CallModel = () => new Promise((resolve) => void answers.push(() => resolve(modelReply())))
  return { call, answers }
}
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

describe('limits', () => {
  it('let as many calls through at once as this process makes', async () => {
    const { ask, asked } = setUp(() => admitted)
    const model = held()
    const calls = [1, 2, 3].map(() => ask(model.call))
    await settle()
    expect([model.answers.length, asked.length]).toEqual([2, 2])

    model.answers[0]?.()
    await settle()

    expect(model.answers).toHaveLength(3)
    for (const answer of model.answers) answer()
    await Promise.all(calls)
  })

  it('ask for the first in line only, however long the line is', async () => {
    const { ask, asked } = setUp(() => ({ waitMs: 1_000, why: 'requests' }), { parallelCalls: 100 })
    for (let time = 0; time < 100; time += 1) void ask(inTurn(modelReply()).call)

    await vi.advanceTimersByTimeAsync(999)
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toHaveLength(2)
    expect(new Set(asked.map(({ holder }) => holder)).size).toBe(1)
  })

  it('of one provider do not hold up another', async () => {
    const { ask } = setUp(({ provider }) => (provider === 'alpha' ? { waitMs: 9_000, why: 'cooling' } : admitted))
    for (let time = 0; time < 10; time += 1) void ask(inTurn(modelReply()).call)

    expect(await ask(inTurn(modelReply()).call, 'beta')).toEqual(modelReply())
  })

  it('look again at once when a call of this process has ended', async () => {
    const model = held()
    const { ask, asked } = setUp((_, time) => (time === 2 ? { waitMs: 500, why: 'calls' } : admitted))
    void ask(model.call)
    const second = ask(inTurn(modelReply()).call)
    await settle()
    expect(asked).toHaveLength(2)

    model.answers[0]?.()
    await settle()

    expect(await second).toEqual(modelReply())
  })

  it('are given up when nobody was let through for too long, and by all who wait', async () => {
    const { ask, settled } = setUp(() => ({ waitMs: 900, why: 'requests' }))
    const model = inTurn(modelReply())
    const waiting = Promise.all([ask(model.call), ask(model.call), ask(model.call)])
    await vi.advanceTimersByTimeAsync(11_000)

    expect(await waiting).toMatchObject([{ kind: 'limit_wait' }, { kind: 'limit_wait' }, { kind: 'limit_wait' }])
    expect(model.calls).toEqual([])
    await settle()
    expect(settled).toHaveLength(3)
  })

  it('are given up at once when the wait is longer than anybody would', async () => {
    const { ask } = setUp(() => ({ waitMs: 10_001, why: 'cooling' }))

    expect(await ask(inTurn(modelReply()).call)).toMatchObject({ kind: 'limit_wait' })
  })

  it('are waited for again after a while of quiet', async () => {
    let open = false
    const { ask } = setUp(() => (open ? admitted : { waitMs: 900, why: 'requests' }))
    const first = ask(inTurn(modelReply()).call)
    await vi.advanceTimersByTimeAsync(11_000)
    expect(await first).toMatchObject({ kind: 'limit_wait' })
    await vi.advanceTimersByTimeAsync(6_000)

    const second = ask(inTurn(modelReply()).call)
    await settle()
    open = true
    await vi.advanceTimersByTimeAsync(900)

    expect(await second).toEqual(modelReply())
  })

  it('are told what a call really took, and that it was answered', async () => {
    const { ask, settled } = setUp(() => admitted)

    await ask(inTurn(modelReply()).call)
    await ask(inTurn(modelReply({ usage: null })).call)

    expect(settled.map(({ end }) => end)).toEqual([
      { moreTokens: -390, rateLimited: null, answered: true },
      { moreTokens: 0, rateLimited: null, answered: true },
    ])
  })

  it('are told that a provider asks for a rest, and nothing of other failures', async () => {
    const { ask, settled } = setUp(() => admitted)

    for (const error of [failure('rate_limited', { retryAfterMs: 7_000 }), failure('rate_limited'), failure('timeout')])
      await ask(inTurn(error).call)

    expect(settled.map(({ end }) => end.rateLimited)).toEqual([{ retryAfterMs: 7_000 }, { retryAfterMs: null }, null])
  })

  it('hold a slot as long as its call is under way, whatever comes of it', async () => {
    const { ask, held: leases } = setUp(() => admitted)
    const model = held()
    const calls = [ask(model.call), ask(inTurn(failure('timeout')).call)]
    await settle()
    expect(leases.size).toBe(1)

    model.answers[0]?.()
    await Promise.all(calls)

    expect(leases.size).toBe(0)
  })

  it('let go of whoever is aborted, first in line or not, and give back what was let through too late', async () => {
    let verdict = (_: Verdict): void => {}
    const late = new Promise<Verdict>((resolve) => {
      verdict = resolve
    })
    const { ask, settled } = setUp(() => admitted, {})
    const slow = setUp(() => admitted, {
      shared: { admit: () => late, settle: async (slot, end) => void settled.push({ slot, end }) },
    })
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const model = inTurn(modelReply())
    const waiting = [slow.ask(model.call, 'alpha', controller.signal), slow.ask(model.call, 'alpha', controller.signal)]
    await settle()

    controller.abort(reason)
    expect(await Promise.all(waiting)).toEqual([reason, reason])
    verdict(admitted)
    await settle()

    expect(model.calls).toEqual([])
    expect(settled.map(({ end }) => end.moreTokens)).toEqual([-500])
    expect(await ask(inTurn(modelReply()).call)).toEqual(modelReply())
  })

  it('pass on what is no failure of a model, such as a database that is away', async () => {
    const broken = new Error('the database is away')
    const { ask } = setUp(() => {
      throw broken
    })

    expect(await ask(inTurn(modelReply()).call)).toBe(broken)
  })
})
