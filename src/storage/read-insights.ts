import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type InsightRow = {
  id: string
  meetingId: string
  kind: string
  persona: string
  contentHash: string
  body: Record<string, unknown>
  owner: string | null
  status: string | null
  confidence: number
  evidence: unknown
  engine: string
  promptVersion: string | null
  traceId: string
  occurredAt: Date
  project: string | null
}

export type InsightFilter = {
  meetingId?: string
  kind?: string
  persona?: string
  owner?: string
  status?: string
  project?: string
  from?: Date
  to?: Date
  after?: { occurredAt: Date; id: string }
}

/** Columns of an insight `i`. */
export const insightColumns = Prisma.sql`
  i.id, i.meeting_id AS "meetingId", i.kind, i.persona, i.content_hash AS "contentHash", i.body, i.owner, i.status, i.confidence,
  i.evidence, i.engine, i.prompt_version AS "promptVersion", i.trace_id AS "traceId", i.occurred_at AS "occurredAt", i.project`

/** Latest meeting first. Those of a retracted meeting are shown with that meeting only. */
export const listInsights = (tx: Tx, tenantId: string, filter: InsightFilter, limit: number): Promise<InsightRow[]> =>
  tx.$queryRaw`
    SELECT ${insightColumns} FROM insight i WHERE tenant_id = ${tenantId}::uuid
      AND ${filter.meetingId === undefined ? ofMeetingsThatCount : Prisma.sql`meeting_id = ${filter.meetingId}::uuid`}
      ${when(filter.kind, (value) => Prisma.sql`kind = ${value}`)}
      ${when(filter.persona, (value) => Prisma.sql`persona = ${value}`)}
      ${when(filter.owner, (value) => Prisma.sql`lower(owner) = lower(${value})`)}
      ${when(filter.status, (value) => Prisma.sql`status = ${value}`)}
      ${when(filter.project, (value) => Prisma.sql`project = ${value}`)}
      ${when(filter.from, (value) => Prisma.sql`occurred_at >= ${value}`)}
      ${when(filter.to, (value) => Prisma.sql`occurred_at <= ${value}`)}
      ${when(filter.after, (at) => Prisma.sql`(occurred_at, id) < (${at.occurredAt}, ${at.id}::uuid)`)}
    ORDER BY occurred_at DESC, id DESC LIMIT ${limit}::int`

const ofMeetingsThatCount = Prisma.sql`NOT EXISTS (SELECT FROM meeting m
  WHERE m.tenant_id = i.tenant_id AND m.id = i.meeting_id AND m.retracted_at IS NOT NULL)`
