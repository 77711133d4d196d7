import type { Account } from '../llm/middleware/budget.ts'
import type { CallRecord } from '../llm/middleware/ledger.ts'
import type { Observe } from '../llm/observe.ts'
import { newId } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import { patiently } from '../platform/patiently.ts'
import type { Database } from '../storage/client.ts'
import { addModelCall, type ModelCallRow } from '../storage/model-calls.ts'
import { markBudgetReached, readAccount } from '../storage/model-spend.ts'
import { writeEvents } from '../storage/outbox.ts'
import { isRetryable } from '../storage/retryable.ts'
import { inTenant, readInTenant, type Tx } from '../storage/tx.ts'

export type ModelBooksDeps = {
  db: Database
  log: Logger
  producer: { enqueueDeliveries: (tenantId: string, deliveryIds: readonly string[]) => Promise<void> }
  observe: Observe
  /** US dollars of a tenant without a budget of its own, in one UTC day, as a decimal; null: as much as it takes. */
  budget: string | null
  nowMs?: () => number
}

/** How long it is believed that a tenant has no budget. One that has is looked at with every call. */
const noBudgetForMs = 5_000
/** Tenants come and go; forgetting costs a statement each. */
const mostRemembered = 10_000

/** While Postgres restarts, a row waits for it. */
const patience = { passing: isRetryable, forMs: 60_000 }

type Reached = { day: string; spent: string; budget: string; deliveryIds: string[] }

/** The ledger of model calls and what stands in it against the budget of a tenant. */
export const modelBooks = ({ db, log, producer, observe, budget, nowMs = Date.now }: ModelBooksDeps) => {
  const withoutBudget = new Map<string, number>()

  const hasNoBudget = (tenantId: string): boolean => (withoutBudget.get(tenantId) ?? 0) > nowMs()

  /** In the transaction that finds it so: marked, announced, and nobody else does it again. */
  const findReached = async (tx: Tx, tenantId: string): Promise<Reached | null> => {
    const account = await readAccount(tx, tenantId, budget)
    if (account.budget === null || Number(account.spent) < Number(account.budget)) return null
    const marked = await markBudgetReached(tx, tenantId, account.budget)
    if (marked === null) return null
    const reached = { ...marked, budget: account.budget }
    const event = { type: 'budget.reached', subject: reached.day, data: { ...reached, currency: 'USD' } }
    return { ...reached, ...(await writeEvents(tx, { tenantId, version: 0n, events: [event] })) }
  }

  const tell = async (tenantId: string, reached: Reached | null): Promise<void> => {
    if (reached === null) return
    const { deliveryIds, ...figures } = reached
    log.warn({ tenantId, ...figures }, 'the budget for models is spent; work goes on offline')
    observe({ type: 'budget_reached' })
    await producer.enqueueDeliveries(tenantId, deliveryIds)
  }

  return {
    /** One row per call, whatever happens; what cannot be written within a minute goes to the log. Does not reject. */
    record: async (record: CallRecord): Promise<void> => {
      const { tenantId } = record.scope
      const row = toRow(record)
      const write = async (tx: Tx): Promise<Reached | null> => {
        const added = await addModelCall(tx, tenantId, row)
        return added === null || hasNoBudget(tenantId) ? null : findReached(tx, tenantId)
      }
      try {
        await tell(tenantId, await patiently(() => inTenant(db, tenantId, write), patience))
      } catch (error) {
        log.error({ err: error, tenantId, call: row }, 'a model call is missing in the ledger')
      }
    },

    /** US dollars of today; null: no budget. */
    account: async (tenantId: string): Promise<Account | null> => {
      if (hasNoBudget(tenantId)) return null
      const read = () => readInTenant(db, tenantId, (tx) => readAccount(tx, tenantId, budget))
      const account = await patiently(read, patience)
      if (account.budget !== null) return { spent: Number(account.spent), budget: Number(account.budget) }
      if (withoutBudget.size >= mostRemembered) withoutBudget.clear()
      withoutBudget.set(tenantId, nowMs() + noBudgetForMs)
      return null
    },

    /** Says that the budget is spent, unless that was said today. */
    announce: async (tenantId: string): Promise<void> =>
      tell(tenantId, await patiently(() => inTenant(db, tenantId, (tx) => findReached(tx, tenantId)), patience)),
  }
}

const toRow = ({ scope, ...record }: CallRecord): ModelCallRow => ({
  ...record,
  id: newId(),
  runId: scope.runId,
  meetingId: scope.meetingId,
  step: scope.step,
  traceId: scope.traceId,
  instructionsHash: scope.instructionsHash ?? null,
})
