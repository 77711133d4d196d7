import type { Dispatch } from '../domain/run/dispatch.ts'
import type { EndedStep, StepError } from '../domain/run/summarize-run.ts'
import type { Database } from './client.ts'
import type { Tx } from './tx.ts'

export type StepRef = { tenantId: string; runId: string; step: string }
export type ClaimRef = StepRef & { claim: number }

export type ClaimedStep = {
  claim: number
  /** Starts that vanished before this one. */
  crashes: number
  attempts: number
  required: boolean
  failingForMs: number
  /** From its dispatch to this claim; 0 for a step that its predecessor's process went on with. */
  waitedMs: number
  meetingId: string | null
  kind: string
  generation: number
  revision: number
  params: Record<string, unknown>
  /** Number of the run's start; part of the ids of its events. */
  attempt: number
  /** For the last open step of a run: how the others ended, which nothing can change any more. */
  othersEnded: EndedStep[] | null
}

/** The lease starts at the claim, not at the dispatch, and only the clock of Postgres counts. */
export const leaseMs = 10_000
/** Starts without an outcome after which a step is parked. */
export const maxCrashes = 3

/**
 * Claims a dispatched step with a new fencing token (function `claim_step`, which says itself for which tenant it acts,
 * so no transaction is needed around it). `mayHaveCrashed` bounds the vanished
 * starts that are accepted.
 */
export const claimStep = async (
  db: Database,
  ref: StepRef & { epoch: number },
  mayHaveCrashed: number,
): Promise<ClaimedStep | undefined> => {
  const rows = await db.app.$queryRaw<{ claimed: ClaimedStep | null }[]>`
    SELECT claim_step(${ref.tenantId}::uuid, ${ref.runId}::uuid, ${ref.step}, ${ref.epoch}::int, ${mayHaveCrashed}::int,
                      ${leaseMs}::int) AS claimed`
  return rows[0]?.claimed ?? undefined
}

/** Whether an unclaimed step is a suspect: one whose earlier starts vanished. */
export const isSuspect = async (tx: Tx, ref: StepRef & { epoch: number }): Promise<boolean> => {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM step
     WHERE run_id = ${ref.runId}::uuid AND name = ${ref.step} AND epoch = ${ref.epoch}
       AND status = 'dispatched' AND crashes > 0`
  return rows.length > 0
}

/** Puts an unclaimed step off: the sweep dispatches it again then. */
export const postponeStep = async (tx: Tx, ref: StepRef & { epoch: number }, delayMs: number): Promise<void> => {
  await tx.$executeRaw`
    UPDATE step SET status = 'ready', next_at = now() + ${delayMs} * interval '1 millisecond'
     WHERE run_id = ${ref.runId}::uuid AND name = ${ref.step} AND epoch = ${ref.epoch} AND status = 'dispatched'`
}

/**
 * Records that a step is to be started again in `delayMs`: an outcome, so the count of vanished starts is back at 0.
 * `failed` starts the clock of the retry budget. A run all of whose open steps wait gives up its room in the window.
 */
export const retryStep = async (
  tx: Tx,
  ref: ClaimRef,
  retry: { delayMs: number; failed: boolean; detail: string | null; error: StepError | null },
): Promise<boolean> => {
  const rows = await tx.$queryRaw<unknown[]>`
    WITH held AS (
      SELECT id FROM run WHERE id = ${ref.runId}::uuid AND tenant_id = ${ref.tenantId}::uuid FOR UPDATE
    ), retried AS (
      UPDATE step s
         SET status = 'ready', next_at = now() + ${retry.delayMs} * interval '1 millisecond', lease_until = NULL,
             crashes = 0, detail = ${retry.detail},
             error = ${retry.error === null ? null : JSON.stringify(retry.error)}::jsonb,
             first_failed_at = CASE WHEN ${retry.failed} THEN coalesce(s.first_failed_at, now()) END
        FROM held
       WHERE s.run_id = held.id AND s.name = ${ref.step} AND s.claim = ${ref.claim}
         AND s.status IN ('running', 'dispatched', 'ready')
      RETURNING s.run_id, s.next_at
    ), parked AS (
      UPDATE run r SET waiting_until = retried.next_at FROM retried
       WHERE r.id = retried.run_id
         AND NOT EXISTS (SELECT 1 FROM step o WHERE o.run_id = r.id AND o.name <> ${ref.step}
                            AND (o.status IN ('dispatched', 'running') OR (o.status = 'ready' AND o.next_at IS NULL)))
    )
    SELECT 1 FROM retried`
  return rows.length > 0
}

/** Gives a claimed step back for somebody else to start at once; an outcome, and no start that counts. */
export const giveBackStep = (tx: Tx, ref: ClaimRef): Promise<Dispatch[]> =>
  tx.$queryRaw<Dispatch[]>`
    UPDATE step s
       SET status = 'dispatched', epoch = s.epoch + 1, dispatched_at = now(), lease_until = NULL, crashes = 0,
           attempts = greatest(s.attempts - 1, 0)
      FROM run r
     WHERE s.run_id = ${ref.runId}::uuid AND s.name = ${ref.step} AND s.claim = ${ref.claim}
       AND s.status = 'running' AND r.id = s.run_id
    RETURNING s.tenant_id AS "tenantId", s.run_id AS "runId", s.name AS step, s.queue, s.epoch, r.traceparent, r.turn`

/** What a step left for those that need it. */
export const readStepResult = async (tx: Tx, ref: StepRef): Promise<Record<string, unknown> | null> => {
  const rows = await tx.$queryRaw<{ result: Record<string, unknown> | null }[]>`
    SELECT result FROM step
     WHERE tenant_id = ${ref.tenantId}::uuid AND run_id = ${ref.runId}::uuid AND name = ${ref.step}`
  return rows[0]?.result ?? null
}
