import { abortable } from '../abortable.ts'
import type { CallScope, Middleware, ModelCall } from '../model.ts'
import { ModelError } from '../model-error.ts'

export type Account = { spent: number; budget: number }

export type BudgetDeps = {
  /** US dollars of a tenant today, over all processes: what it has spent, and what it may. Null: as much as it takes. */
  account: (tenantId: string) => Promise<Account | null>
  /** Tells the world, once per tenant and day however often it is called. */
  announce: (tenantId: string) => Promise<void>
  /** Most that a call may cost; null: unknown. */
  estimate: (call: ModelCall) => number | null
}

/**
 * Lets no call out once the budget of the day is spent. `gate` tells so early, before anybody waits for a limit; `reserve`
 * belongs right around the call: it counts calls of this process under way with the most that they may cost, and near the
 * end of the budget they wait for each other, so that many at once cannot spend it many times over.
 */
export const createBudget = (deps: BudgetDeps): { gate: Middleware; reserve: Middleware } => {
  const flying = new Map<string, { cost: number; ended: AbortController }>()
  let ends = 0

  const accountOf = async ({ tenantId }: CallScope, signal: AbortSignal): Promise<Account | null> => {
    const account = await abortable(deps.account(tenantId), signal)
    if (account === null || account.spent < account.budget) return account
    await abortable(deps.announce(tenantId), signal)
    throw new ModelError('budget', 'the budget of the day is spent')
  }

  const take = async ({ scope, signal }: ModelCall, cost: number): Promise<void> => {
    for (;;) {
      const endsBefore = ends
      const account = await accountOf(scope, signal)
      // What ended while the books were read is in neither sum.
      if (ends !== endsBefore) continue
      const others = flying.get(scope.tenantId)
      if (account === null || others === undefined) break
      if (account.spent + others.cost + cost <= account.budget) break
      await endOf(others.ended.signal, signal)
    }
    const { cost: before, ended } = flying.get(scope.tenantId) ?? { cost: 0, ended: new AbortController() }
    flying.set(scope.tenantId, { cost: before + cost, ended })
  }

  const giveBack = ({ tenantId }: CallScope, cost: number): void => {
    ends += 1
    const mine = flying.get(tenantId)
    if (mine === undefined) return
    flying.delete(tenantId)
    if (mine.cost - cost > 1e-12) flying.set(tenantId, { cost: mine.cost - cost, ended: new AbortController() })
    mine.ended.abort()
  }

  return {
    gate: (next) => async (call) => {
      if ((await accountOf(call.scope, call.signal)) !== null && deps.estimate(call) === null)
        throw new ModelError('budget', `the price of ${call.model.id} is not known, and there is a budget`)
      return next(call)
    },
    reserve: (next) => async (call) => {
      const cost = deps.estimate(call) ?? 0
      await take(call, cost)
      try {
        return await next(call)
      } finally {
        giveBack(call.scope, cost)
      }
    },
  }
}

const endOf = (ended: AbortSignal, signal: AbortSignal): Promise<void> => {
  const end = new Promise<void>((resolve) => {
    if (ended.aborted) resolve()
    else ended.addEventListener('abort', () => resolve(), { once: true })
  })
  return abortable(end, signal)
}
