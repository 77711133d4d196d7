import { describe, expect, it } from 'vitest'
import { createBudget } from '../../../../src/llm/middleware/budget.ts'
import { inTurn, modelCall, modelReply } from '../../../factories/gateway-calls.ts'

const setUp = (spent: number, estimate: number | null = 0.4) => {
  const announced: string[] = []
  const budget = createBudget({
    budget: 1,
    spent: async () => spent,
    announce: async (tenantId) => void announced.push(tenantId),
    estimate: () => estimate,
  })
  return { budget, announced }
}
const kindOf = (error: { kind: string }): string => error.kind

describe('the budget', () => {
  it('refuses a call once it is spent, and announces it', async () => {
    const { budget, announced } = setUp(1)
    const model = inTurn(modelReply())

    expect(await budget(model.call)(modelCall()).catch(kindOf)).toBe('budget')
    expect(model.calls).toEqual([])
    expect(announced).toEqual(['tenant'])
  })

  it('counts calls under way with the most they may cost, and announces nothing for them', async () => {
    const { budget, announced } = setUp(0.5)
    const answers: (() => void)[] = []
    const ask = budget(() => new Promise((resolve) => void answers.push(() => resolve(modelReply()))))
    const flying = [ask(modelCall()), ask(modelCall())]
    await Promise.resolve().then(() => {})

    expect(await ask(modelCall()).catch(kindOf)).toBe('budget')
    for (const answer of answers) answer()
    await Promise.all(flying)

    expect(await budget(inTurn(modelReply()).call)(modelCall())).toEqual(modelReply())
    expect(announced).toEqual([])
  })

  it('refuses what nobody knows the price of', async () => {
    const { budget } = setUp(0, null)

    expect(await budget(inTurn(modelReply()).call)(modelCall()).catch(kindOf)).toBe('budget')
  })

  it('does not keep an aborted call waiting', async () => {
    const reason = new Error('enough')
    const budget = createBudget({
      ...{ budget: 1, announce: async () => {}, estimate: () => 0 },
      spent: () => new Promise(() => {}),
    })

    await expect(budget(inTurn(modelReply()).call)(modelCall({ signal: AbortSignal.abort(reason) }))).rejects.toBe(
      reason,
    )
  })
})
