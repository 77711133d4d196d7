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

/** Latest meeting first. Those of a retracted meeting are shown with that meeting only. */
export const listInsights = (tx: Tx, tenantId: string, filter: InsightFilter, limit: number): Promise<InsightRow[]> =>
  tx.$queryRaw`
    SELECT id, meeting_id AS "meetingId", kind, persona, content_hash AS "contentHash", body, owner, status, confidence,
      evidence, engine, prompt_version AS "promptVersion", trace_id AS "traceId", occurred_at AS "occurredAt", project
    FROM insight WHERE tenant_id = ${tenantId}::uuid
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
  WHERE m.tenant_id = insight.tenant_id AND m.id = insight.meeting_id AND m.retracted_at IS NOT NULL)`
