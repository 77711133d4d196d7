import type { RunStatus } from '../domain/run/run.ts'
import type { Coverage } from '../domain/run/summarize-run.ts'
import { when } from './filters.ts'
import { type RunPlace, type RunSelection, selecting } from './find-runs.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type RunRow = {
  id: string
  meetingId: string | null
  kind: string
  generation: number
  status: string
  priority: string
  progress: number
  engine: string | null
  degraded: boolean
  statusDetail: string | null
  totals: Record<string, number>
  timings: Record<string, number>
  coverage: unknown
  error: unknown
  traceparent: string
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  steps: StepRow[]
}

/** As Postgres writes it into JSON: times are ISO strings. */
export type StepRow = {
  name: string
  status: string
  needs: string[]
  required: boolean
  attempts: number
  startedAt: string | null
  finishedAt: string | null
  nextAt: string | null
  detail: string | null
  engine: string | null
  error: { code?: string; message?: string; retryable?: boolean } | null
}

export type RunFilter = RunSelection & { id?: string; after?: RunPlace }

/** Runs with their steps in one statement, latest first. */
export const listRuns = (tx: Tx, tenantId: string, filter: RunFilter, limit: number): Promise<RunRow[]> =>
  tx.$queryRaw`
    SELECT r.id, r.meeting_id AS "meetingId", r.kind, r.generation, r.status, r.priority, r.progress, r.engine,
      r.degraded, r.status_detail AS "statusDetail", r.totals, r.timings, r.coverage, r.error, r.traceparent,
      r.created_at AS "createdAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt", s.steps
    FROM run r
    CROSS JOIN LATERAL (
      SELECT COALESCE(jsonb_agg(jsonb_build_object(
        'name', name, 'status', status, 'needs', needs, 'required', required, 'attempts', attempts,
        'startedAt', started_at, 'finishedAt', finished_at, 'nextAt', next_at, 'detail', detail, 'engine', engine,
        'error', error)), '[]'::jsonb) AS steps
      FROM step WHERE step.tenant_id = r.tenant_id AND step.run_id = r.id
    ) s
    WHERE r.tenant_id = ${tenantId}::uuid
      ${when(filter.id, (value) => Prisma.sql`r.id = ${value}::uuid`)}
      ${selecting(tenantId, filter)}
      ${when(filter.after, (at) => Prisma.sql`(r.created_at, r.id) < (${at.createdAt}, ${at.id}::uuid)`)}
    ORDER BY r.created_at DESC, r.id DESC LIMIT ${limit}::int`

export const readLatestRun = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
): Promise<{ id: string; status: RunStatus } | null> => {
  const rows = await tx.$queryRaw<{ id: string; status: RunStatus }[]>`
    SELECT id, status FROM run WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid
    ORDER BY id DESC LIMIT 1`
  return rows[0] ?? null
}

export type CoverageRow = {
  runId: string
  segments: number
  read: number
  gaps: Coverage['gaps']
  parts: Coverage['parts']
  engine: string | null
  degraded: boolean
}

/** The coverage report of the latest run of a meeting that has one; of a run under way that of its step. */
export const readLatestCoverage = async (tx: Tx, tenantId: string, meetingId: string): Promise<CoverageRow | null> => {
  const rows = await tx.$queryRaw<CoverageRow[]>`
    SELECT r.id AS "runId", (c.report->>'segments')::int AS segments, (c.report->>'read')::int AS read,
      c.report->'gaps' AS gaps, COALESCE(c.report->'parts', '[]') AS parts, COALESCE(r.engine, c.engine) AS engine, r.degraded
    FROM run r
    CROSS JOIN LATERAL (
      SELECT COALESCE(r.coverage, s.coverage) AS report, s.engine
      FROM step s WHERE s.tenant_id = r.tenant_id AND s.run_id = r.id AND s.coverage IS NOT NULL LIMIT 1
    ) c
    WHERE r.tenant_id = ${tenantId}::uuid AND r.meeting_id = ${meetingId}::uuid AND c.report IS NOT NULL
    ORDER BY r.id DESC LIMIT 1`
  return rows[0] ?? null
}
