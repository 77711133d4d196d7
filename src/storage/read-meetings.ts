import { containing, when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type MeetingRow = {
  id: string
  externalId: string | null
  source: string
  sourceUrl: string | null
  title: string
  type: string
  occurredAt: Date
  precision: string
  timeZone: string
  sequence: number
  project: string | null
  account: string | null
  series: string | null
  language: string | null
  participants: unknown[]
  userId: string | null
  extras: Record<string, unknown>
  personas: string[]
  lenses: string[]
  questions: string[]
  instructions: string | null
  priority: string
  skip: string[]
  trackingModel: string | null
  contentHash: string
  generation: number
  liveGeneration: number
  revision: number
  liveRevision: number
  modelVersion: number
  segmentCount: number
  wordCount: number
  traceId: string
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
  retractedAt: Date | null
  runId: string | null
  runStatus: string | null
  currentModel: number
  /** Rules read what counts now, or part of it, although a model was wanted. */
  degraded: boolean
}

export type MeetingFilter = {
  project?: string
  account?: string
  series?: string
  type?: string
  source?: string
  externalId?: string
  q?: string
  from?: Date
  to?: Date
  after?: { occurredAt: Date; id: string }
}

/** Selects meetings `m`, with further columns of them before the others. */
export const meetingRows = (more: Prisma.Sql = Prisma.empty): Prisma.Sql => Prisma.sql`
  SELECT ${more} m.id, m.external_id AS "externalId", m.source, m.source_url AS "sourceUrl", m.title, m.type,
    m.occurred_at AS "occurredAt", m.precision, m.time_zone AS "timeZone", m.sequence, m.project, m.account, m.series,
    m.language, m.participants, m.user_id AS "userId", m.extras, COALESCE(m.personas, '{}') AS personas,
    COALESCE(m.lenses, '{}') AS lenses, COALESCE(m.questions, '{}') AS questions, m.instructions,
    m.priority, COALESCE(m.skip, '{}') AS skip, m.tracking_model AS "trackingModel", m.content_hash AS "contentHash", m.generation,
    m.live_generation AS "liveGeneration", m.revision, m.live_revision AS "liveRevision",
    m.model_version AS "modelVersion", m.segment_count AS "segmentCount", m.word_count AS "wordCount",
    m.trace_id AS "traceId", m.created_at AS "createdAt", m.updated_at AS "updatedAt", m.deleted_at AS "deletedAt",
    m.retracted_at AS "retractedAt",
    r.id AS "runId", r.status AS "runStatus", COALESCE(h.model_version, 0) AS "currentModel",
    (m.degraded_generation > 0 AND m.degraded_generation = m.live_generation) AS degraded
  FROM meeting m
  LEFT JOIN tenant_head h ON h.tenant_id = m.tenant_id
  LEFT JOIN LATERAL (
    SELECT id, status FROM run WHERE run.tenant_id = m.tenant_id AND run.meeting_id = m.id ORDER BY id DESC LIMIT 1
  ) r ON true`

/** A meeting or its tombstone. */
export const readMeeting = async (tx: Tx, tenantId: string, id: string): Promise<MeetingRow | null> => {
  const rows = await tx.$queryRaw<MeetingRow[]>`
    ${meetingRows()} WHERE m.tenant_id = ${tenantId}::uuid AND m.id = ${id}::uuid`
  return rows[0] ?? null
}

/** Latest first. */
export const listMeetings = (tx: Tx, tenantId: string, filter: MeetingFilter, limit: number): Promise<MeetingRow[]> =>
  tx.$queryRaw`
    ${meetingRows()} WHERE m.tenant_id = ${tenantId}::uuid AND m.deleted_at IS NULL
      ${when(filter.project, (value) => Prisma.sql`m.project = ${value}`)}
      ${when(filter.account, (value) => Prisma.sql`m.account = ${value}`)}
      ${when(filter.series, (value) => Prisma.sql`m.series = ${value}`)}
      ${when(filter.type, (value) => Prisma.sql`m.type = ${value}`)}
      ${when(filter.source, (value) => Prisma.sql`m.source = ${value}`)}
      ${when(filter.externalId, (value) => Prisma.sql`m.external_id = ${value}`)}
      ${when(filter.q, (value) => Prisma.sql`m.title ILIKE ${containing(value)}`)}
      ${when(filter.from, (value) => Prisma.sql`m.occurred_at >= ${value}`)}
      ${when(filter.to, (value) => Prisma.sql`m.occurred_at <= ${value}`)}
      ${when(filter.after, (at) => Prisma.sql`(m.occurred_at, m.id) < (${at.occurredAt}, ${at.id}::uuid)`)}
    ORDER BY m.occurred_at DESC, m.id DESC LIMIT ${limit}::int`
