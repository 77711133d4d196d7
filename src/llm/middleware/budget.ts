import { abortable } from '../abortable.ts'
import type { Middleware, ModelCall } from '../model.ts'
import { ModelError } from '../model-error.ts'

export type BudgetDeps = {
  /** US dollars of one tenant in one UTC day. */
  budget: number
  /** What the tenant has spent today, over all processes. */
  spent: (tenantId: string) => Promise<number>
  /** Tells the world, once per tenant and day however often it is called. */
  announce: (tenantId: string) => Promise<void>
  /** Most that a call may cost; null: unknown. */
  estimate: (call: ModelCall) => number | null
}

/**
 * Refuses a call once the budget of the day is spent. Calls of this process that are under way count with what they may
 * cost at most, so that many at once cannot spend it many times over.
 */
export const createBudget = (deps: BudgetDeps): Middleware => {
  const flying = new Map<string, number>()
  const add = (tenantId: string, amount: number): void => {
    const sum = (flying.get(tenantId) ?? 0) + amount
    if (sum > 1e-12) flying.set(tenantId, sum)
    else flying.delete(tenantId)
  }
  return (next) => async (call) => {
    const { tenantId } = call.scope
    const estimate = deps.estimate(call)
    if (estimate === null)
      throw new ModelError('budget', `the price of ${call.model.id} is not known, and there is a budget`)
    const spent = await abortable(deps.spent(tenantId), call.signal)
    if (spent >= deps.budget) {
      await abortable(deps.announce(tenantId), call.signal)
      throw budgetReached()
    }
    if (spent + (flying.get(tenantId) ?? 0) >= deps.budget) throw budgetReached()
    add(tenantId, estimate)
    try {
      return await next(call)
    } finally {
      add(tenantId, -estimate)
    }
  }
}

const budgetReached = (): ModelError => new ModelError('budget', 'the budget of the day is spent')
