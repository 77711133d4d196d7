import type { ErrorCode } from '../domain/errors.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import type { Coverage, EndedStep, RunSummary, StepError } from '../domain/run/summarize-run.ts'
import type { Database } from './client.ts'
import { type ClaimedStep, type ClaimRef, leaseMs } from './steps.ts'
import type { Tx } from './tx.ts'

/** The functions of the ledger migration say themselves for which tenant they act: no transaction is needed around one. */
type Client = Tx | Database['app']

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
  /** From the submission of the run to its end. */
  durationMs: number
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
  const { traceparent, turn, meeting_id: meetingId, kind, generation, revision, params, attempt } = ended.run
  const released = ended.dispatch.map(({ step, queue, epoch, claim, attempts, required, claimed }) => ({
    isClaimed: claimed,
    dispatch: { tenantId: ref.tenantId, runId: ref.runId, step, queue, epoch, traceparent, turn },
    claimed: {
      ...{ claim, attempts, required, crashes: 0, failingForMs: 0, waitedMs: 0, attempt },
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
        turn: number
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
