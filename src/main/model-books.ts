import type { CallRecord } from '../llm/middleware/ledger.ts'
import type { Observe } from '../llm/observe.ts'
import { newId } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import { patiently } from '../platform/patiently.ts'
import type { Database } from '../storage/client.ts'
import { addModelCall, type ModelCallRow } from '../storage/model-calls.ts'
import { markBudgetReached, readSpentToday } from '../storage/model-spend.ts'
import { writeEvents } from '../storage/outbox.ts'
import { isRetryable } from '../storage/retryable.ts'
import { inTenant, type Tx } from '../storage/tx.ts'

export type ModelBooksDeps = {
  db: Database
  log: Logger
  producer: { enqueueDeliveries: (tenantId: string, deliveryIds: readonly string[]) => Promise<void> }
  observe: Observe
  /** US dollars of one tenant in one UTC day, as a decimal; null: no budget. */
  budget: string | null
}

/** While Postgres restarts, a row waits for it. */
const patience = { passing: isRetryable, forMs: 60_000 }

type Reached = { day: string; spent: string; deliveryIds: string[] }

/** The ledger of model calls and what stands in it against the budget of a tenant. */
export const modelBooks = ({ db, log, producer, observe, budget }: ModelBooksDeps) => {
  /** In the transaction that finds it so: marked, announced, and nobody else does it again. */
  const findReached = async (tx: Tx, tenantId: string): Promise<Reached | null> => {
    if (budget === null) return null
    const reached = await markBudgetReached(tx, tenantId, budget)
    if (reached === null) return null
    const event = { type: 'budget.reached', subject: reached.day, data: { ...reached, budget, currency: 'USD' } }
    return { ...reached, ...(await writeEvents(tx, { tenantId, version: 0n, events: [event] })) }
  }

  const tell = async (tenantId: string, reached: Reached | null): Promise<void> => {
    if (reached === null) return
    const { day, spent, deliveryIds } = reached
    log.warn({ tenantId, day, spent, budget }, 'the budget for models is spent; work goes on offline')
    observe({ type: 'budget_reached' })
    await producer.enqueueDeliveries(tenantId, deliveryIds)
  }

  return {
    /** One row per call, whatever happens; what cannot be written within a minute goes to the log. Does not reject. */
    record: async (record: CallRecord): Promise<void> => {
      const { tenantId } = record.scope
      const row = toRow(record)
      const write = async (tx: Tx): Promise<Reached | null> => {
        const spent = await addModelCall(tx, tenantId, row)
        return spent !== null && budget !== null && Number(spent) >= Number(budget) ? findReached(tx, tenantId) : null
      }
      try {
        await tell(tenantId, await patiently(() => inTenant(db, tenantId, write), patience))
      } catch (error) {
        log.error({ err: error, tenantId, call: row }, 'a model call is missing in the ledger')
      }
    },

    /** US dollars of today. */
    spent: async (tenantId: string): Promise<number> =>
      Number(await patiently(() => inTenant(db, tenantId, (tx) => readSpentToday(tx, tenantId)), patience)),

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
