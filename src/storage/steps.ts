import type { ErrorCode } from '../domain/errors.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import type { Coverage, EndedStep, RunSummary, StepError } from '../domain/run/summarize-run.ts'
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

/** The functions of the ledger migration say themselves for which tenant they act: no transaction is needed around one. */
type Client = Tx | Database['app']

/**
 * Claims a dispatched step with a new fencing token (function `claim_step`). `mayHaveCrashed` bounds the vanished
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

/** How a run ends, with its event; figures that Postgres knows better are added there. */
export type RunFinish = RunSummary & {
  event: { id: string; type: string; ordinal: number; data: Record<string, unknown> }
}
export type FinishedRun = {
  deliveryIds: string[]
  /** True when runs wait for the room that this one has left. */
  backlog: boolean
}

/** A step that was dispatched and claimed in the transaction that made it ready. */
export type ContinuedStep = { dispatch: Dispatch; claimed: ClaimedStep }

export type EndedResult =
  | { outcome: 'fenced' }
  /** The step is the last open one of its run and was left alone. */
  | { outcome: 'last'; othersEnded: EndedStep[] }
  | {
      outcome: 'ended'
      dispatch: Dispatch[]
      continued: ContinuedStep[]
      /** Set when the step was the last one: the run ended with it, or its steps are here for the caller to end it. */
      finished: FinishedRun | null
      allEnded: EndedStep[] | null
      attempt: number
    }

export type EndOptions = { lastAllowed: boolean; continueOn: readonly string[]; finish: RunFinish | null }

/** Ends a step under the lock on its run, conditional on the claim (function `end_step`). */
export const endStepRow = async (
  client: Client,
  ref: ClaimRef,
  end: StepEnd,
  options: EndOptions,
): Promise<EndedResult> => {
  const { status, ...fields } = end
  const finish = options.finish === null ? null : JSON.stringify(options.finish)
  const rows = await client.$queryRaw<{ ended: RawEnd }[]>`
    SELECT end_step(${ref.tenantId}::uuid, ${ref.runId}::uuid, ${ref.step}, ${ref.claim}::int, ${status},
                    ${JSON.stringify(fields)}::jsonb, ${options.lastAllowed}, ${options.continueOn}::text[],
                    ${leaseMs}::int, ${finish}::jsonb) AS ended`
  const ended = rows[0]?.ended
  if (ended?.outcome === 'last') return { outcome: 'last', othersEnded: ended.steps }
  if (ended?.outcome !== 'ended') return { outcome: 'fenced' }
  const { traceparent, meeting_id: meetingId, kind, generation, revision, params, attempt } = ended.run
  const released = ended.dispatch.map(({ step, queue, epoch, claim, attempts, required, claimed }) => ({
    isClaimed: claimed,
    dispatch: { tenantId: ref.tenantId, runId: ref.runId, step, queue, epoch, traceparent },
    claimed: {
      ...{ claim, attempts, required, crashes: 0, failingForMs: 0, attempt },
      ...{ meetingId, kind, generation, revision, params },
      othersEnded: ended.open === 1 ? (ended.steps ?? null) : null,
    },
  }))
  return {
    outcome: 'ended',
    dispatch: released.filter((one) => !one.isClaimed).map((one) => one.dispatch),
    continued: released.filter((one) => one.isClaimed),
    finished: ended.finished ?? null,
    allEnded: ended.open === 0 ? (ended.steps ?? null) : null,
    attempt,
  }
}

type RawEnd =
  | { outcome: 'fenced' }
  | { outcome: 'last'; steps: EndedStep[] }
  | {
      outcome: 'ended'
      open: number
      run: Pick<ClaimedStep, 'kind' | 'generation' | 'revision' | 'params' | 'attempt'> & {
        traceparent: string
        meeting_id: string | null
      }
      dispatch: (Pick<ClaimedStep, 'claim' | 'attempts' | 'required'> & {
        step: string
        queue: string
        epoch: number
        claimed: boolean
      })[]
      steps?: EndedStep[]
      finished?: FinishedRun
    }

/** Ends a run whose last step the same transaction has ended (function `finish_run`). */
export const finishRun = async (
  tx: Tx,
  ref: { tenantId: string; runId: string },
  finish: RunFinish,
): Promise<FinishedRun> => {
  const rows = await tx.$queryRaw<{ finished: FinishedRun }[]>`
    SELECT finish_run(${ref.tenantId}::uuid, ${ref.runId}::uuid, ${JSON.stringify(finish)}::jsonb) AS finished`
  const [row] = rows
  if (!row) throw new Error(`run ${ref.runId} was not finished`)
  return row.finished
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
    RETURNING s.tenant_id AS "tenantId", s.run_id AS "runId", s.name AS step, s.queue, s.epoch, r.traceparent`

/** What a step left for those that need it. */
export const readStepResult = async (tx: Tx, ref: StepRef): Promise<Record<string, unknown> | null> => {
  const rows = await tx.$queryRaw<{ result: Record<string, unknown> | null }[]>`
    SELECT result FROM step
     WHERE tenant_id = ${ref.tenantId}::uuid AND run_id = ${ref.runId}::uuid AND name = ${ref.step}`
  return rows[0]?.result ?? null
}
