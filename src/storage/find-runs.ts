import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type RunSelection = {
  statuses?: readonly string[]
  code?: string
  kind?: string
  meetingId?: string
  series?: string
  project?: string
  since?: string
  until?: string
}

export type RunPlace = { createdAt: Date; id: string }

/** Conditions on the table `run` under the name `r`; each begins with AND. */
export const selecting = (tenantId: string, filter: RunSelection): Prisma.Sql => Prisma.sql`
  ${when(filter.statuses, (values) => Prisma.sql`r.status = ANY (${values}::text[])`)}
  ${when(filter.meetingId, (value) => Prisma.sql`r.meeting_id = ${value}::uuid`)}
  ${when(filter.kind, (value) => Prisma.sql`r.kind = ${value}`)}
  ${when(filter.code, (value) => Prisma.sql`r.error->>'code' = ${value}`)}
  ${when(filter.since, (value) => Prisma.sql`r.created_at >= ${value}::timestamptz`)}
  ${when(filter.until, (value) => Prisma.sql`r.created_at < ${value}::timestamptz`)}
  ${when(filter.series, (value) => ofMeetings(tenantId, Prisma.sql`series = ${value}`))}
  ${when(filter.project, (value) => ofMeetings(tenantId, Prisma.sql`project = ${value}`))}`

const ofMeetings = (tenantId: string, condition: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`r.meeting_id IN (SELECT id FROM meeting WHERE tenant_id = ${tenantId}::uuid AND ${condition})`

/** Runs that fit, the oldest first, so that what is accepted meanwhile moves no page. */
export const findRuns = (
  tx: Tx,
  tenantId: string,
  filter: RunSelection,
  page: { after?: RunPlace; limit: number },
): Promise<RunPlace[]> =>
  tx.$queryRaw<RunPlace[]>`
    SELECT r.id, r.created_at AS "createdAt" FROM run r
     WHERE r.tenant_id = ${tenantId}::uuid ${selecting(tenantId, filter)} ${following(page.after)}
     ORDER BY r.created_at, r.id LIMIT ${page.limit}::int`

export const countRuns = async (tx: Tx, tenantId: string, filter: RunSelection, after?: RunPlace): Promise<number> => {
  const rows = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM run r
     WHERE r.tenant_id = ${tenantId}::uuid ${selecting(tenantId, filter)} ${following(after)}`
  return rows[0]?.n ?? 0
}

const following = (after: RunPlace | undefined): Prisma.Sql =>
  when(after, (at) => Prisma.sql`(r.created_at, r.id) > (${at.createdAt}, ${at.id}::uuid)`)

export type RunProblem = {
  status: string
  code: string
  step: string | null
  runs: number
  firstAt: Date
  lastAt: Date
  exampleRunId: string
  exampleMeetingId: string | null
  message: string
}

/** Parked and failed runs by code and step, the most frequent first. */
export const readRunProblems = (tx: Tx, tenantId: string, limit: number): Promise<RunProblem[]> =>
  tx.$queryRaw<RunProblem[]>`
    SELECT r.status, coalesce(r.error->>'code', 'internal') AS code, r.error->>'step' AS step, count(*)::int AS runs,
           min(r.finished_at) AS "firstAt", max(r.finished_at) AS "lastAt",
           (array_agg(r.id ORDER BY r.finished_at DESC))[1] AS "exampleRunId",
           (array_agg(r.meeting_id ORDER BY r.finished_at DESC))[1] AS "exampleMeetingId",
           coalesce((array_agg(r.error->>'message' ORDER BY r.finished_at DESC))[1], '') AS message
      FROM run r
     WHERE r.tenant_id = ${tenantId}::uuid AND r.status IN ('parked', 'failed')
     GROUP BY 1, 2, 3 ORDER BY runs DESC, "lastAt" DESC LIMIT ${limit}::int`
