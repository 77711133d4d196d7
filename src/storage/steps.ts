import type { ErrorCode } from '../domain/errors.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import type { Coverage, EndedStep, StepError } from '../domain/run/summarize-run.ts'
import type { Database } from './client.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

/** `Database['dispatch']` crosses tenants and reads ids; a `Tx` belongs to one tenant. Both can end a step. */
type Client = Tx | Database['dispatch']

export type StepRef = { tenantId: string; runId: string; step: string }
export type ClaimRef = StepRef & { claim: number }

export type ClaimedStep = {
  claim: number
  /** Starts that vanished before this one. */
  crashes: number
  attempts: number
  failingForMs: number
  openSteps: number
  meetingId: string | null
  kind: string
  generation: number
  revision: number
  params: Record<string, unknown>
}

/** The lease starts at the claim, not at the dispatch, and only the clock of Postgres counts. */
export const leaseMs = 10_000
/** Starts without an outcome after which a step is parked. */
export const maxCrashes = 3

/**
 * Claims a dispatched step (or one whose lease ran out) with a new fencing token; undefined when the dispatch is
 * stale, the step is done or somebody else is at it. `mayHaveCrashed` bounds the vanished starts that are accepted.
 */
export const claimStep = async (
  db: Database,
  ref: StepRef & { epoch: number },
  mayHaveCrashed: number,
): Promise<ClaimedStep | undefined> => {
  const rows = await db.dispatch.$queryRaw<ClaimedStep[]>`
    UPDATE step s
       SET status = 'running', claim = s.claim + 1, crashes = s.crashes + 1, attempts = s.attempts + 1,
           lease_until = now() + ${leaseMs} * interval '1 millisecond', started_at = coalesce(s.started_at, now()),
           fraction = 0
      FROM run r
     WHERE s.run_id = ${ref.runId}::uuid AND s.name = ${ref.step} AND s.tenant_id = ${ref.tenantId}::uuid
       AND s.epoch = ${ref.epoch} AND s.crashes <= ${mayHaveCrashed}
       AND (s.status = 'dispatched' OR (s.status = 'running' AND s.lease_until < now()))
       AND r.id = s.run_id
    RETURNING s.claim, s.crashes - 1 AS crashes, s.attempts, r.open_steps AS "openSteps",
              coalesce(extract(epoch FROM now() - s.first_failed_at) * 1000, 0)::float8 AS "failingForMs",
              r.meeting_id AS "meetingId", r.kind, r.generation, r.revision, r.params`
  return rows[0]
}

/** Whether an unclaimed step is a suspect: one whose earlier starts vanished. */
export const isSuspect = async (db: Database, ref: StepRef & { epoch: number }): Promise<boolean> => {
  const rows = await db.dispatch.$queryRaw<unknown[]>`
    SELECT 1 FROM step
     WHERE run_id = ${ref.runId}::uuid AND name = ${ref.step} AND epoch = ${ref.epoch}
       AND status = 'dispatched' AND crashes > 0`
  return rows.length > 0
}

/** Puts an unclaimed step off: the sweep dispatches it again then. */
export const postponeStep = async (db: Database, ref: StepRef & { epoch: number }, delayMs: number): Promise<void> => {
  await db.dispatch.$executeRaw`
    UPDATE step SET status = 'ready', next_at = now() + ${delayMs} * interval '1 millisecond'
     WHERE run_id = ${ref.runId}::uuid AND name = ${ref.step} AND epoch = ${ref.epoch} AND status = 'dispatched'`
}

/** Renews the leases of one process; returns the claims that are still held. Takes a freed but unclaimed step back. */
export const renewLeases = async (
  db: Database,
  refs: readonly (ClaimRef & { fraction: number })[],
): Promise<ClaimRef[]> =>
  db.dispatch.$queryRaw<ClaimRef[]>`
    UPDATE step s
       SET status = 'running', lease_until = now() + ${leaseMs} * interval '1 millisecond',
           fraction = greatest(s.fraction, held.fraction)
      FROM unnest(${refs.map((ref) => ref.runId)}::uuid[], ${refs.map((ref) => ref.step)}::text[],
                  ${refs.map((ref) => ref.claim)}::int[], ${refs.map((ref) => ref.fraction)}::float8[])
             AS held (run_id, name, claim, fraction)
     WHERE s.run_id = held.run_id AND s.name = held.name AND s.claim = held.claim
       AND s.status IN ('running', 'dispatched')
    RETURNING s.tenant_id AS "tenantId", s.run_id AS "runId", s.name AS step, s.claim`

/** Lets the progress of runs follow what their running steps say of themselves; it never falls. */
export const raiseProgress = async (db: Database, runIds: readonly string[]): Promise<void> => {
  await db.dispatch.$executeRaw`
    UPDATE run r SET progress = seen.progress
      FROM (SELECT run_id, least(99, floor(100 * sum(share * CASE status WHEN 'done' THEN 1 WHEN 'running' THEN fraction ELSE 0 END)
                   / greatest(sum(share) FILTER (WHERE status <> 'skipped'), 1)))::int AS progress
              FROM step WHERE run_id = ANY (${runIds}::uuid[]) GROUP BY run_id) AS seen
     WHERE r.id = seen.run_id AND r.progress < seen.progress AND r.finished_at IS NULL`
}

export type StepEnd = {
  status: 'done' | 'skipped' | 'failed' | 'parked'
  detail?: string
  engine?: string
  degraded?: boolean
  gaps?: boolean
  error?: StepError & { code: ErrorCode }
  result?: Record<string, unknown>
  totals?: Record<string, number>
  timings?: Record<string, number>
  coverage?: Coverage
}

/** A step that was dispatched and claimed in the transaction that made it ready. */
export type ContinuedStep = { dispatch: Dispatch; claimed: ClaimedStep }

export type EndedResult =
  | { outcome: 'fenced' }
  /** The step is the last open one of its run and was left alone. */
  | { outcome: 'last' }
  | { outcome: 'ended'; dispatch: Dispatch[]; continued: ContinuedStep[]; steps: EndedStep[] | null }

/**
 * Ends a step under the lock on its run, conditional on the claim (function `end_step` of the ledger migration).
 * Dependants on the queues of `continueOn` are claimed at once by the caller.
 */
export const endStepRow = async (
  client: Client,
  ref: ClaimRef,
  end: StepEnd,
  options: { lastAllowed: boolean; continueOn: readonly string[] },
): Promise<EndedResult> => {
  const { status, ...fields } = end
  const rows = await client.$queryRaw<{ ended: RawEnd }[]>`
    SELECT end_step(${ref.tenantId}::uuid, ${ref.runId}::uuid, ${ref.step}, ${ref.claim}::int, ${status},
                    ${JSON.stringify(fields)}::jsonb, ${options.lastAllowed}, ${options.continueOn}::text[],
                    ${leaseMs}::int) AS ended`
  const ended = rows[0]?.ended
  if (ended?.outcome === 'last') return { outcome: 'last' }
  if (ended?.outcome !== 'ended') return { outcome: 'fenced' }
  const { traceparent, meeting_id: meetingId, kind, generation, revision, params } = ended.run
  const released = ended.dispatch.map(({ step, queue, epoch, claim, attempts, claimed }) => ({
    isClaimed: claimed,
    dispatch: { tenantId: ref.tenantId, runId: ref.runId, step, queue, epoch, traceparent },
    claimed: {
      ...{ claim, attempts, crashes: 0, failingForMs: 0, openSteps: ended.open },
      ...{ meetingId, kind, generation, revision, params },
    },
  }))
  return {
    outcome: 'ended',
    dispatch: released.filter((one) => !one.isClaimed).map((one) => one.dispatch),
    continued: released.filter((one) => one.isClaimed),
    steps: ended.steps,
  }
}

type RawEnd =
  | { outcome: 'fenced' | 'last' }
  | {
      outcome: 'ended'
      open: number
      run: Pick<ClaimedStep, 'kind' | 'generation' | 'revision' | 'params'> & {
        traceparent: string
        meeting_id: string | null
      }
      dispatch: { step: string; queue: string; epoch: number; claim: number; attempts: number; claimed: boolean }[]
      steps: EndedStep[] | null
    }

/**
 * Records that a step is to be started again in `delayMs`: an outcome, so the count of vanished starts is back at 0.
 * `failed` starts the clock of the retry budget. A run all of whose open steps wait gives up its room in the window.
 */
export const retryStep = async (
  db: Database,
  ref: ClaimRef,
  retry: { delayMs: number; failed: boolean; detail: string | null; error: StepError | null },
): Promise<boolean> => {
  const rows = await db.dispatch.$queryRaw<unknown[]>`
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
export const giveBackStep = async (db: Database, ref: ClaimRef): Promise<Dispatch[]> =>
  db.dispatch.$queryRaw<Dispatch[]>`
    UPDATE step s
       SET status = 'dispatched', epoch = s.epoch + 1, dispatched_at = now(), lease_until = NULL, crashes = 0,
           attempts = greatest(s.attempts - 1, 0)
      FROM run r
     WHERE s.run_id = ${ref.runId}::uuid AND s.name = ${ref.step} AND s.claim = ${ref.claim}
       AND s.status = 'running' AND r.id = s.run_id
    RETURNING ${dispatchColumns}`

const dispatchColumns = Prisma.sql`s.tenant_id AS "tenantId", s.run_id AS "runId", s.name AS step, s.queue, s.epoch, r.traceparent`

/** What a step left for those that need it. */
export const readStepResult = async (tx: Tx, ref: StepRef): Promise<Record<string, unknown> | null> => {
  const rows = await tx.$queryRaw<{ result: Record<string, unknown> | null }[]>`
    SELECT result FROM step
     WHERE tenant_id = ${ref.tenantId}::uuid AND run_id = ${ref.runId}::uuid AND name = ${ref.step}`
  return rows[0]?.result ?? null
}
