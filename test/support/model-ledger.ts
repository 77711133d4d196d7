import type { Database } from '../../src/storage/client.ts'
import { inTenant } from '../../src/storage/tx.ts'

export type LedgerRow = {
  model: string
  outcome: string
  attempt: number
  input: number | null
  cacheRead: number | null
  output: number | null
  reasoning: number | null
  cost: string | null
  status: number | null
}

/** The rows of a tenant in the order in which they were written. */
export const readLedger = (db: Database, tenantId: string): Promise<LedgerRow[]> =>
  inTenant(
    db,
    tenantId,
    (tx) => tx.$queryRaw<LedgerRow[]>`
      SELECT model, outcome, attempt, input_tokens AS input, cache_read_tokens AS "cacheRead", output_tokens AS output,
        reasoning_tokens AS reasoning, trim_scale(cost)::text AS cost, status
        FROM model_call WHERE tenant_id = ${tenantId}::uuid ORDER BY created_at, id`,
  )
