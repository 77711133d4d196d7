import type { AuditRow } from '../audit.ts'
import { when } from '../filters.ts'
import { Prisma } from '../generated/client.ts'
import type { PageOf } from './cut.ts'

export type ExportedEvent = { id: string } & Record<string, unknown>

export const pageEvents: PageOf<ExportedEvent> = (tx, tenantId, { cut, filter, after, limit }) =>
  tx.$queryRaw`
    SELECT id, type, subject, created_at AS time, CASE WHEN version > 0 THEN version::text END AS sequence, ordinal, data
    FROM event WHERE tenant_id = ${tenantId}::uuid AND created_at <= ${cut.at}
      ${when(filter.since, (value) => Prisma.sql`created_at >= ${value}`)}
      ${when(filter.type, (value) => Prisma.sql`type = ${value}`)}
      ${when(after, ({ id }) => Prisma.sql`id > ${id}::uuid`)}
    ORDER BY id LIMIT ${limit}::int`

export type ExportedCall = { id: string; createdAt: Date } & Record<string, unknown>

/** Calls of models, the oldest first; costs are exact decimals. */
export const pageCalls: PageOf<ExportedCall> = (tx, tenantId, { cut, filter, after, limit }) =>
  tx.$queryRaw`
    SELECT id, created_at AS "createdAt", run_id AS "runId", meeting_id AS "meetingId", step, task,
      prompt_version AS "promptVersion", provider, model, served_by AS "servedBy", attempt, outcome, status,
      latency_ms AS "latencyMs", input_tokens AS "inputTokens", cache_read_tokens AS "cacheReadTokens",
      cache_write_tokens AS "cacheWriteTokens", output_tokens AS "outputTokens", reasoning_tokens AS "reasoningTokens",
      trim_scale(cost)::text AS cost, CASE WHEN cost IS NOT NULL THEN 'USD' END AS currency,
      price_version AS "priceVersion", trace_id AS "traceId"
    FROM model_call WHERE tenant_id = ${tenantId}::uuid AND created_at <= ${cut.at}
      ${when(filter.since, (value) => Prisma.sql`created_at >= ${value}`)}
      ${when(after, (row) => Prisma.sql`(created_at, id) > (${row.createdAt}, ${row.id}::uuid)`)}
    ORDER BY created_at, id LIMIT ${limit}::int`

export const pageAudit: PageOf<AuditRow> = (tx, tenantId, { cut, filter, after, limit }) =>
  tx.$queryRaw`
    SELECT id, at, action, actor, key_id AS "keyId", user_id AS "userId", target, request_id AS "requestId",
      trace_id AS "traceId"
    FROM audit WHERE tenant_id = ${tenantId}::uuid AND at <= ${cut.at}
      ${when(filter.since, (value) => Prisma.sql`at >= ${value}`)}
      ${when(after, ({ id }) => Prisma.sql`id > ${id}::uuid`)}
    ORDER BY id LIMIT ${limit}::int`
