import { describe, expect, it } from 'vitest'
import { type CallRecord, createLedger } from '../../../../src/llm/middleware/ledger.ts'
import type { CallModel, ModelCall } from '../../../../src/llm/model.ts'
import type { ModelEvent } from '../../../../src/llm/observe.ts'
import { createTally } from '../../../../src/llm/tally.ts'
import { failure, inTurn, modelCall, modelReply } from '../../../factories/gateway-calls.ts'
import { modelSpec } from '../../../factories/model-specs.ts'

const usage = { input: 1_000, cacheRead: 0, cacheWrite: 0, output: 100, reasoning: 20 }

const setUp = (record: (row: CallRecord) => Promise<void> = async () => {}) => {
  const rows: CallRecord[] = []
  const events: ModelEvent[] = []
  const tally = createTally()
  const ledger = createLedger({
    record: async (row) => {
      rows.push(row)
      await record(row)
    },
    observe: (event) => void events.push(event),
  })(tally)
  const ask = (call: CallModel, more: Partial<ModelCall> = {}): Promise<unknown> =>
    ledger(call)(modelCall(more)).catch((error: unknown) => error)
  return { ask, rows, events, tally }
}

describe('the ledger', () => {
  it('has a row before anybody knows the answer', async () => {
    const { ask, rows } = setUp()
    const order: string[] = []

    await ask(inTurn(modelReply({ usage })).call).then(() => order.push(`answer after ${rows.length}`))

    expect(order).toEqual(['answer after 1'])
    expect(rows[0]).toMatchObject({
      outcome: 'ok',
      usage,
      cost: '0.0014',
      priceVersion: 'test',
      servedBy: 'm-1',
      attempt: 1,
    })
  })

  it('says what a bad answer cost', async () => {
    const { ask, rows } = setUp()

    await ask(inTurn(failure('bad_output', { usage, servedBy: 'm-2' })).call)

    expect(rows).toMatchObject([{ outcome: 'bad_output', cost: '0.0014', servedBy: 'm-2', status: null }])
  })

  it.each([
    ['an error status costs nothing', { status: 500 }, '0', 0],
    ['without a status nobody knows', {}, null, undefined],
  ])('%s', async (_, options, cost, input) => {
    const { ask, rows } = setUp()

    await ask(inTurn(failure('server_error', options)).call)

    expect(rows[0]?.cost).toBe(cost)
    expect(rows[0]?.usage?.input).toBe(input)
  })

  it('does not know the cost where the price or the tokens are not known', async () => {
    const { ask, rows, tally } = setUp()

    await ask(inTurn(modelReply({ usage })).call, { model: modelSpec('alpha/m', { price: null }) })
    await ask(inTurn(modelReply({ usage: null })).call)

    expect(rows.map(({ cost, usage: taken }) => [cost, taken])).toEqual([
      [null, usage],
      [null, null],
    ])
    expect(tally.cost()).toBeNull()
    expect(tally.usage()).toEqual(usage)
  })

  it('numbers the calls of one completion, and the call knows its number', async () => {
    const { ask, rows } = setUp()
    const model = inTurn(failure('timeout'), modelReply())

    await ask(model.call)
    await ask(model.call)

    expect(model.calls.map(({ attempt }) => attempt)).toEqual([1, 2])
    expect(rows.map(({ attempt }) => attempt)).toEqual([1, 2])
  })

  it('has a row for a call that was aborted, and does not keep its caller waiting for it', async () => {
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const { ask, rows } = setUp(() => new Promise(() => {}))
    const answer = ask(
      async () => {
        controller.abort(reason)
        throw reason
      },
      { signal: controller.signal },
    )

    expect(await answer).toBe(reason)
    expect(rows).toMatchObject([{ outcome: 'aborted', cost: null }])
  })

  it('tells the metrics the same', async () => {
    const { ask, events } = setUp()

    await ask(inTurn(modelReply({ usage })).call)

    expect(events).toMatchObject([
      { type: 'call', model: 'alpha/m', operation: 'judge_values', outcome: 'ok', usage, cost: '0.0014' },
    ])
  })
})
