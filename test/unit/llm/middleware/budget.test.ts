import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createBudget } from '../../../../src/llm/middleware/budget.ts'
import { inTurn, modelCall, modelReply } from '../../../factories/gateway-calls.ts'

const setUp = (spentBefore: number, estimate: number | null = 0.4) => {
  const announced: string[] = []
  const spent = { now: spentBefore }
  const budget = createBudget({
    account: async () => ({ spent: spent.now, budget: 1 }),
    announce: async (tenantId) => void announced.push(tenantId),
    estimate: () => estimate,
  })
  return { ...budget, announced, spent }
}
const kindOf = (error: { kind: string }): string => error.kind

describe('the budget', () => {
  it('lets nothing out once it is spent, neither early nor late, and announces it', async () => {
    const { gate, reserve, announced } = setUp(1)
    const model = inTurn(modelReply())

    expect(await gate(model.call)(modelCall()).catch(kindOf)).toBe('budget')
    expect(await reserve(model.call)(modelCall()).catch(kindOf)).toBe('budget')
    expect(model.calls).toEqual([])
    expect(announced).toEqual(['tenant', 'tenant'])
  })

  it('lets calls wait for each other near its end, and refuses them only when it is spent', async () => {
    const { reserve, announced, spent } = setUp(0.3)
    const answers: (() => void)[] = []
    const ask = reserve(() => new Promise((resolve) => void answers.push(() => resolve(modelReply()))))
    const asked = Array.from({ length: 4 }, () => ask(modelCall()).catch(kindOf))
    await turn()
    expect(answers).toHaveLength(1)

    spent.now = 0.35
    answers[0]?.()
    await turn()
    expect(answers).toHaveLength(2)
    spent.now = 1.1
    answers[1]?.()

    expect(await Promise.all(asked)).toEqual([modelReply(), modelReply(), 'budget', 'budget'])
    expect(announced).not.toEqual([])
  })

  it('lets a call out that may cost more than what is left, as long as anything is', async () => {
    const { reserve } = setUp(0.99)

    expect(await reserve(inTurn(modelReply()).call)(modelCall())).toEqual(modelReply())
  })

  it('reads the books again when a call has ended while it read them', async () => {
    const [reads, answers]: [((spent: number) => void)[], (() => void)[]] = [[], []]
    const { reserve } = createBudget({
      ...{ announce: async () => {}, estimate: () => 0.4 },
      account: () => new Promise((resolve) => void reads.push((spent) => resolve({ spent, budget: 1 }))),
    })
    const first = reserve(() => new Promise((resolve) => void answers.push(() => resolve(modelReply()))))(modelCall())
    reads[0]?.(0.3)
    await turn()
    const second = reserve(inTurn(modelReply()).call)(modelCall()).catch(kindOf)
    answers[0]?.()
    await first

    reads[1]?.(0.3)
    await turn()
    reads[2]?.(1)

    expect(await second).toBe('budget')
  })

  it('of one tenant does not hold up another', async () => {
    const { reserve } = setUp(0.3)
    void reserve(() => new Promise(() => {}))(modelCall())
    await turn()
    const scope = { ...modelCall().scope, tenantId: 'other' }

    expect(await reserve(inTurn(modelReply()).call)(modelCall({ scope }))).toEqual(modelReply())
  })

  it('lets through whatever a tenant without one asks, and what nobody knows the price of', async () => {
    const { gate, reserve } = createBudget({
      ...{ announce: async () => {}, estimate: () => null },
      account: async () => null,
    })
    const model = inTurn(modelReply(), modelReply())

    expect(await gate(reserve(model.call))(modelCall())).toEqual(modelReply())
  })

  it('refuses what nobody knows the price of', async () => {
    const { gate } = setUp(0, null)

    expect(await gate(inTurn(modelReply()).call)(modelCall()).catch(kindOf)).toBe('budget')
  })

  it('does not keep an aborted call waiting, neither for the books nor for others', async () => {
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const { signal } = controller
    const { reserve } = setUp(0.3)
    void reserve(() => new Promise(() => {}))(modelCall())
    await turn()
    const waiting = reserve(inTurn(modelReply()).call)(modelCall({ signal }))
    const slow = createBudget({
      ...{ announce: async () => {}, estimate: () => 0 },
      account: () => new Promise(() => {}),
    })
    const reading = slow.gate(inTurn(modelReply()).call)(modelCall({ signal }))

    controller.abort(reason)

    await expect(waiting).rejects.toBe(reason)
    await expect(reading).rejects.toBe(reason)
  })
})
