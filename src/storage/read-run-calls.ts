import { type CallFigures, callFigures } from './call-figures.ts'
import type { Tx } from './tx.ts'

export type RunCallsRow = CallFigures & {
  runId: string
  /** Null in the row over the whole run. */
  step: string | null
}

/** Calls of models by run and step, and a row over each run; runs without any have no row. */
export const readRunCalls = (tx: Tx, tenantId: string, runIds: readonly string[]): Promise<RunCallsRow[]> =>
  tx.$queryRaw`
    SELECT c.run_id AS "runId", CASE WHEN GROUPING(c.step) = 0 THEN COALESCE(c.step, '') END AS step, ${callFigures}
    FROM model_call c WHERE c.tenant_id = ${tenantId}::uuid AND c.run_id = ANY(${runIds}::uuid[])
    GROUP BY GROUPING SETS ((c.run_id, c.step), (c.run_id))`
