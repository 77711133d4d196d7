import { type CallFigures, callFigures, sentCalls } from './call-figures.ts'
import type { Tx } from './tx.ts'

/** `meanMs` is null where nothing was sent. */
export type TaskFigures = CallFigures & { task: string; meanMs: number | null }

/** How each task went since a moment, whatever model it was put to. */
export const readTaskFigures = (tx: Tx, tenantId: string, since: Date): Promise<TaskFigures[]> =>
  tx.$queryRaw`
    SELECT c.task, ${callFigures}, (avg(c.latency_ms) FILTER (WHERE ${sentCalls}))::float8 AS "meanMs"
    FROM model_call c WHERE c.tenant_id = ${tenantId}::uuid AND c.created_at >= ${since} GROUP BY 1`
