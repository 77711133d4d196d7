import { type CallFigures, callFigures, sentCalls } from './call-figures.ts'
import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type ModelReportRow = CallFigures & {
  model: string
  task: string
  /** Milliseconds, of requests that were sent; null when there was none. */
  meanMs: number | null
  p50Ms: number | null
  p95Ms: number | null
  outcomes: Record<string, number>
}

const latency = (share: number): Prisma.Sql =>
  Prisma.sql`(percentile_cont(${share}::float8) WITHIN GROUP (ORDER BY c.latency_ms) FILTER (WHERE ${sentCalls}))::float8`

/** How each model did at each task since a moment. */
export const readModelReport = (
  tx: Tx,
  tenantId: string,
  filter: { since: Date; task?: string; after?: { model: string; task: string } },
  limit: number,
): Promise<ModelReportRow[]> =>
  tx.$queryRaw`
    WITH counted AS (
      SELECT model, task, jsonb_object_agg(outcome, n) AS outcomes FROM (
        SELECT model, task, outcome, count(*)::int AS n FROM model_call
        WHERE tenant_id = ${tenantId}::uuid AND created_at >= ${filter.since} GROUP BY 1, 2, 3
      ) o GROUP BY 1, 2
    ), report AS (
      SELECT c.model COLLATE "C" AS model, c.task COLLATE "C" AS task, ${callFigures},
        (avg(c.latency_ms) FILTER (WHERE ${sentCalls}))::float8 AS "meanMs",
        ${latency(0.5)} AS "p50Ms", ${latency(0.95)} AS "p95Ms"
      FROM model_call c WHERE c.tenant_id = ${tenantId}::uuid AND c.created_at >= ${filter.since} GROUP BY 1, 2
    )
    SELECT report.*, counted.outcomes FROM report JOIN counted USING (model, task)
    WHERE true
      ${when(filter.task, (value) => Prisma.sql`task = ${value}`)}
      ${when(filter.after, (at) => Prisma.sql`(model, task) > (${at.model}, ${at.task})`)}
    ORDER BY model, task LIMIT ${limit}::int`
