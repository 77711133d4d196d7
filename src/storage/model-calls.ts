import type { Tx } from './tx.ts'

export type ModelCallRow = {
  id: string
  at: Date
  runId: string | null
  meetingId: string | null
  step: string | null
  traceId: string
  task: string
  promptVersion: string
  provider: string
  model: string
  servedBy: string | null
  attempt: number
  usage: { input: number; cacheRead: number; cacheWrite: number; output: number; reasoning: number } | null
  priceVersion: string | null
  /** US dollars as a decimal; null: unknown. */
  cost: string | null
  latencyMs: number
  outcome: string
  status: number | null
  instructionsHash: string | null
}

/**
 * Writes one call into the ledger and adds it to what the tenant has spent on its UTC day, by the clock of Postgres.
 * Returns that sum as a decimal, or null when the call is in the ledger already: writing it twice counts once.
 */
export const addModelCall = async (tx: Tx, tenantId: string, row: ModelCallRow): Promise<string | null> => {
  const { usage } = row
  const rows = await tx.$queryRaw<{ cost: string }[]>`
    WITH call AS (
      INSERT INTO model_call (id, tenant_id, run_id, meeting_id, step, trace_id, task, prompt_version, provider, model,
        served_by, attempt, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
        price_version, cost, latency_ms, outcome, status, instructions_hash, created_at)
      VALUES (${row.id}::uuid, ${tenantId}::uuid, ${row.runId}::uuid, ${row.meetingId}::uuid, ${row.step},
        ${row.traceId}, ${row.task}, ${row.promptVersion}, ${row.provider}, ${row.model}, ${row.servedBy},
        ${row.attempt}::int, ${usage?.input ?? null}::int, ${usage?.cacheRead ?? null}::int, ${usage?.cacheWrite ?? null}::int,
        ${usage?.output ?? null}::int, ${usage?.reasoning ?? null}::int, ${row.priceVersion}, ${row.cost}::numeric,
        ${row.latencyMs}::int, ${row.outcome}, ${row.status}::int, ${row.instructionsHash}, ${row.at})
      ON CONFLICT (id) DO NOTHING
      RETURNING cost, outcome
    )
    INSERT INTO model_spend AS s (tenant_id, day, cost, calls)
    SELECT ${tenantId}::uuid, (now() AT TIME ZONE 'utc')::date, coalesce(cost, 0), (outcome <> 'cached')::int FROM call
    ON CONFLICT (tenant_id, day) DO UPDATE SET cost = s.cost + excluded.cost, calls = s.calls + excluded.calls
    RETURNING s.cost::text AS cost`
  return rows[0]?.cost ?? null
}
