import { AppError } from '../src/domain/errors.ts'
import type { Dispatch } from '../src/domain/run/dispatch.ts'
import { mayPass } from '../src/domain/run/passing-reason.ts'
import { decideFailure, type RetryPolicy } from '../src/domain/run/retry.ts'
import { tellableMessage } from '../src/platform/describe-error.ts'
import { errorTypeOf } from '../src/platform/error-type.ts'
import { failpoint } from '../src/platform/failpoints.ts'
import type { Logger } from '../src/platform/logger.ts'
import { patiently } from '../src/platform/patiently.ts'
import { type EndRequest, endStep, type StepEnded } from '../src/runs/end-step.ts'
import type { Database } from '../src/storage/client.ts'
import { markDegraded } from '../src/storage/degraded.ts'
import { isRetryable } from '../src/storage/retryable.ts'
import { type ClaimedStep, type ClaimRef, retryStep } from '../src/storage/steps.ts'
import { inTenant, type Tx } from '../src/storage/tx.ts'
import type { Outcome } from './outcome.ts'

/** Longer than Postgres takes to restart; after it the lease runs out and the sweep takes over. */
const outagePatienceMs = 30_000

/** For the ledger's own statements, which must not be lost to an outage. */
export const persist = <T>(work: () => Promise<T>): Promise<T> =>
  patiently(work, { passing: isRetryable, forMs: outagePatienceMs })

/** A step that ran here, and the facts that decide how it ends. */
export type RanStep = {
  ref: ClaimRef
  elapsedMs: number
  claimed: ClaimedStep
  /** Queues with room in this process; asked when the step ends. */
  openQueues: () => string[]
}

export type Concluded = StepEnded | undefined

type ConcludeDeps = { db: Database; logger: Logger; retryPolicy?: RetryPolicy }

/** Records what a processor returned. Undefined: the step did not end, it will be started again. */
export const concludeOutcome = async (deps: ConcludeDeps, ran: RanStep, outcome: Outcome): Promise<Concluded> => {
  const { ref, claimed } = ran
  if (outcome.kind === 'deferred') {
    const delayMs = Math.max(0, outcome.untilMs - Date.now())
    await persist(() =>
      inTenant(deps.db, ref.tenantId, (tx) =>
        retryStep(tx, ref, { delayMs, failed: false, detail: outcome.reason, error: null }),
      ),
    )
    return undefined
  }
  const timings = { [`${ref.step}Ms`]: ran.elapsedMs }
  const end = (request: Pick<EndRequest, 'end' | 'effects'>): Promise<StepEnded> =>
    persist(() => endStep(deps.db, ref, { ...request, last: claimed, continueOn: ran.openQueues() }))
  if (outcome.kind === 'skipped') return end({ end: { status: 'skipped', detail: outcome.reason, timings } })

  const { kind: status, commit, fallbacks = [], ...rest } = outcome
  const degraded = rest.degraded ?? fallbacks.length > 0
  const fields = { ...rest, degraded }
  if (!commit && !degraded) return end({ end: { status, timings, ...fields } })
  let asked: Dispatch[] = []
  const effects: EndRequest['effects'] = async (tx) => {
    const { dispatch = [], timings: more, ...written } = (await commit?.(tx)) ?? {}
    asked = dispatch
    if (degraded) await mark(tx, ran, fallbacks)
    await failpoint(`${ref.step}:written`, ref.runId)
    return { ...written, timings: { ...timings, ...more } }
  }
  const ended = await end({ end: { status, ...fields }, effects })
  return { ...ended, dispatch: [...ended.dispatch, ...asked] }
}

/** The meeting will be read again when that may help. */
const mark = async (tx: Tx, { ref, claimed }: RanStep, fallbacks: readonly { reason: string }[]): Promise<void> => {
  const { meetingId, generation } = claimed
  const passes = mayPass(fallbacks.map((fallback) => fallback.reason))
  if (meetingId !== null) await markDegraded(tx, { tenantId: ref.tenantId, meetingId, generation }, passes)
}

/** Records a failure: started again later, parked for somebody to look at, or failed because its input is at fault. */
export const concludeFailure = async (deps: ConcludeDeps, ran: RanStep, cause: unknown): Promise<Concluded> => {
  const { ref, claimed } = ran
  const { failingForMs, meetingId } = claimed
  const { code, retryable, retryAfterMs, message } = asAppError(cause)
  const decision = decideFailure({ code, retryable, retryAfterMs, failingForMs }, Math.random(), deps.retryPolicy)
  const error = { code, message: message.slice(0, 500), retryable }
  const named = { lane: 'intelligence', tenant: ref.tenantId, meeting: meetingId, run: ref.runId, step: ref.step, code }
  const log = deps.logger.child(named)
  if (decision.kind === 'retry') {
    const { delayMs } = decision
    log.info({ err: cause, delayMs }, 'step failed; it will be tried again')
    await persist(() =>
      inTenant(deps.db, ref.tenantId, (tx) => retryStep(tx, ref, { delayMs, failed: true, detail: null, error })),
    )
    return undefined
  }
  const status = decision.kind === 'park' ? 'parked' : 'failed'
  log.warn({ err: cause }, `step ${status}`)
  return persist(() =>
    endStep(deps.db, ref, { end: { status, error: { ...error, code: decision.code } }, last: claimed }),
  )
}

const asAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  if (isRetryable(error))
    return new AppError('storage_unavailable', 'the database could not be reached', { cause: error })
  const message = `${errorTypeOf(error)}: ${tellableMessage(error)}`
  return new AppError('internal', message, { cause: error })
}
