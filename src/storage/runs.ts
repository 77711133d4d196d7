import type { Dispatch } from '../domain/run/dispatch.ts'
import type { ReopenedStep, ResumableStep } from '../domain/run/plan-resume.ts'
import type { PlannedStep } from '../domain/run/plan-steps.ts'
import type { RunStatus } from '../domain/run/run.ts'
import type { RunRequest } from '../domain/run/run-request.ts'
import type { Tx } from './tx.ts'

export type NewRun = Omit<RunRequest, 'skip'> & { steps: readonly PlannedStep[] }

/** Writes a run and all its steps in one statement. With room in the window the run admits itself at once. */
export const insertRun = async (tx: Tx, run: NewRun, window: number): Promise<Dispatch[]> => {
  const { tenantId, runId, traceparent, steps } = run
  const open = steps.filter((step) => step.status !== 'skipped').length
  const rows = await tx.$queryRaw<{ step: string; queue: string; epoch: number; turn: number }[]>`
    WITH room AS MATERIALIZED (SELECT ledger_has_room(${window}::int, ${tenantId}::uuid, ${run.priority}) AS free),
    admitted AS (
      INSERT INTO run (id, tenant_id, meeting_id, kind, generation, revision, status, priority, open_steps, params,
                       traceparent, admitted_at, turn)
      SELECT ${runId}::uuid, ${tenantId}::uuid, ${run.meetingId}::uuid, ${run.kind}, ${run.generation}, ${run.revision},
             CASE WHEN free THEN 'running' ELSE 'accepted' END, ${run.priority}, ${open},
             ${JSON.stringify(run.params)}::jsonb, ${traceparent}, CASE WHEN free THEN now() END,
             CASE WHEN free THEN next_turn(${tenantId}::uuid, ${run.priority}) ELSE 0 END
        FROM room
      RETURNING turn
    ), planned AS (
      INSERT INTO step (run_id, tenant_id, name, queue, needs, required, share, pending, detail, status, epoch,
                        ready_at, dispatched_at, finished_at)
      SELECT ${runId}::uuid, ${tenantId}::uuid, s.name, s.queue, string_to_array(s.needs, ','), s.required, s.share,
             s.pending, s.detail, CASE WHEN s.status = 'ready' AND free THEN 'dispatched' ELSE s.status END,
             CASE WHEN s.status = 'ready' AND free THEN 1 ELSE 0 END,
             CASE s.status WHEN 'ready' THEN now() END, CASE WHEN s.status = 'ready' AND free THEN now() END,
             CASE s.status WHEN 'skipped' THEN now() END
        FROM room, unnest(${steps.map((step) => step.name)}::text[], ${steps.map((step) => step.queue)}::text[],
                          ${steps.map((step) => step.needs.join(','))}::text[],
                          ${steps.map((step) => step.required)}::bool[], ${steps.map((step) => step.share)}::int[],
                          ${steps.map((step) => step.pending)}::int[], ${steps.map((step) => step.detail)}::text[],
                          ${steps.map((step) => step.status)}::text[])
               AS s (name, queue, needs, required, share, pending, detail, status)
      RETURNING name, queue, epoch, status
    )
    SELECT name AS step, queue, epoch, (SELECT turn FROM admitted) AS turn FROM planned WHERE status = 'dispatched'`
  return rows.map((row) => ({ tenantId, runId, traceparent, ...row }))
}

export type LockedRun = { status: RunStatus; traceparent: string; meetingGone: boolean }

/** Locks a run; undefined when the tenant has no such run. */
export const lockRun = async (tx: Tx, ref: { tenantId: string; runId: string }): Promise<LockedRun | undefined> => {
  const rows = await tx.$queryRaw<LockedRun[]>`
    SELECT r.status, r.traceparent,
      EXISTS (SELECT FROM meeting m WHERE m.tenant_id = r.tenant_id AND m.id = r.meeting_id AND m.deleted_at IS NOT NULL) AS "meetingGone"
    FROM run r WHERE r.id = ${ref.runId}::uuid AND r.tenant_id = ${ref.tenantId}::uuid FOR UPDATE OF r`
  return rows[0]
}

/** How a run and its open steps end that somebody stops. */
export type Stop = { status: 'cancelled' | 'parked'; detail: string; errorCode: string | null }

/** Ends a locked run and its open steps as `stop` says. The claim rises, so whoever works on one finds 0 rows. */
export const stopOpenSteps = async (tx: Tx, ref: { tenantId: string; runId: string }, stop: Stop): Promise<void> => {
  await tx.$executeRaw`
    WITH open AS (
      SELECT name FROM step
       WHERE run_id = ${ref.runId}::uuid AND status IN ('waiting', 'ready', 'dispatched', 'running')
    ), stopped AS (
      UPDATE step s SET status = ${stop.status}, claim = s.claim + 1, crashes = 0, lease_until = NULL, next_at = NULL,
                        finished_at = now()
        FROM open WHERE s.run_id = ${ref.runId}::uuid AND s.name = open.name
    )
    UPDATE run SET status = ${stop.status}, open_steps = 0, finished_at = now(), waiting_until = NULL,
                   status_detail = ${stop.detail},
                   error = CASE WHEN ${stop.errorCode}::text IS NULL THEN NULL ELSE jsonb_build_object(
                     'step', (SELECT min(name) FROM open), 'code', ${stop.errorCode}::text, 'message', ${stop.detail}::text,
                     'retryable', true) END,
                   started_at = (SELECT min(started_at) FROM step WHERE run_id = ${ref.runId}::uuid)
     WHERE id = ${ref.runId}::uuid AND tenant_id = ${ref.tenantId}::uuid`
}

export const readSteps = (tx: Tx, ref: { tenantId: string; runId: string }): Promise<ResumableStep[]> =>
  tx.$queryRaw<ResumableStep[]>`
    SELECT name, status, needs, detail FROM step
     WHERE run_id = ${ref.runId}::uuid AND tenant_id = ${ref.tenantId}::uuid ORDER BY name`

/**
 * Opens steps of a locked, ended run again and counts them. Epochs, claims and generation never decrease; the figures
 * of vanished starts and failures begin anew. With room the run is admitted at once, else it queues.
 */
export const reopenRun = async (
  tx: Tx,
  ref: { tenantId: string; runId: string; traceparent: string },
  steps: readonly ReopenedStep[],
  window: number,
): Promise<Dispatch[]> => {
  const rows = await tx.$queryRaw<{ step: string; queue: string; epoch: number; turn: number }[]>`
    WITH room AS MATERIALIZED (
      SELECT ledger_has_room(${window}::int, tenant_id, priority) AS free FROM run
       WHERE id = ${ref.runId}::uuid AND tenant_id = ${ref.tenantId}::uuid
    ),
    reopened AS (
      UPDATE run SET status = CASE WHEN free THEN 'running' ELSE 'accepted' END, open_steps = ${steps.length},
                     attempt = attempt + 1, admitted_at = CASE WHEN free THEN now() END, finished_at = NULL,
                     waiting_until = NULL, error = NULL, status_detail = NULL,
                     turn = CASE WHEN free THEN next_turn(tenant_id, priority) ELSE 0 END
        FROM room WHERE id = ${ref.runId}::uuid AND tenant_id = ${ref.tenantId}::uuid
      RETURNING turn
    ), planned AS (
      UPDATE step s
         SET pending = again.pending, crashes = 0, first_failed_at = NULL, next_at = NULL, lease_until = NULL,
             started_at = NULL, finished_at = NULL, detail = NULL, error = NULL, fraction = 0, gaps = false,
             status = CASE WHEN again.pending > 0 THEN 'waiting' WHEN free THEN 'dispatched' ELSE 'ready' END,
             epoch = CASE WHEN again.pending = 0 AND free THEN s.epoch + 1 ELSE s.epoch END,
             ready_at = CASE WHEN again.pending = 0 THEN now() END,
             dispatched_at = CASE WHEN again.pending = 0 AND free THEN now() END
        FROM room, unnest(${steps.map((step) => step.name)}::text[], ${steps.map((step) => step.pending)}::int[])
               AS again (name, pending)
       WHERE s.run_id = ${ref.runId}::uuid AND s.tenant_id = ${ref.tenantId}::uuid AND s.name = again.name
      RETURNING s.name, s.queue, s.epoch, s.status
    )
    SELECT name AS step, queue, epoch, (SELECT turn FROM reopened) AS turn FROM planned WHERE status = 'dispatched'`
  return rows.map((row) => ({ ...ref, ...row }))
}

/** Runs of a meeting that have not ended. */
export const listOpenRunsOf = async (tx: Tx, tenantId: string, meetingId: string): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM run WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid AND finished_at IS NULL
     ORDER BY id`
  return rows.map((row) => row.id)
}
