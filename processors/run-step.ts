import { setMaxListeners } from 'node:events'
import type { StepPayload } from '../queues/payloads.ts'
import type { Producer } from '../queues/producer.ts'
import { AppError } from '../src/domain/errors.ts'
import type { RetryPolicy } from '../src/domain/run/retry.ts'
import { failpoint } from '../src/platform/failpoints.ts'
import type { Logger } from '../src/platform/logger.ts'
import type { Admit } from '../src/runs/admitter.ts'
import { claimStep } from '../src/runs/claim-step.ts'
import type { LeaseKeeper } from '../src/runs/lease-keeper.ts'
import type { Slots } from '../src/runs/slots.ts'
import type { SuspectGate } from '../src/runs/suspect-gate.ts'
import type { Database } from '../src/storage/client.ts'
import { type ClaimedStep, type ClaimRef, giveBackStep } from '../src/storage/steps.ts'
import { inTenant } from '../src/storage/tx.ts'
import { type Concluded, concludeFailure, concludeOutcome, persist, type RanStep } from './conclude.ts'
import type { Outcome, Processor, StepContext } from './outcome.ts'
import type { Registry } from './registry.ts'
import type { Carried } from './shared/carried.ts'
import { type Told, type WatchStep, watchEffects, watchNothing } from './watch-step.ts'
import { within } from './within.ts'

const leaveToOthersMs = 2_000

/** For a step of a newer release: its workers will know it. */
const leaveToOthers: Processor = async ({ step }) => ({
  kind: 'deferred',
  untilMs: Date.now() + leaveToOthersMs,
  reason: `waits for a worker of a newer release, which knows the step "${step}"`,
})

/** What waits for a rate limit may take long; what was done until then is kept, and the next start goes on from there. */
const stepLimitMs = 3_600_000

export type RunStepDeps = {
  db: Database
  producer: Producer
  admit: Admit
  leases: LeaseKeeper
  slots: Slots
  suspects: SuspectGate
  registry: Registry
  /** Fires when the process has to stop; running steps are given back. */
  shutdown: AbortSignal
  logger: Logger
  retryPolicy?: RetryPolicy
  /** Longest time of one start of a step. */
  limitMs?: number
  /** Spans and figures; absent: none. */
  watch?: WatchStep
}

/**
 * Runs one dispatched step: claim, process, end. Everything that may happen to it is recorded here, so a processor
 * holds only its own work, and this knows nothing of BullMQ. Where this process has room it goes on with what the end
 * has made ready; the rest is enqueued. Returns when the ledger knows what came of the step; throws only when it could
 * not be told, and then the lease and the sweep decide.
 */
export const createRunStep = (deps: RunStepDeps) => {
  const { producer, slots, shutdown, logger, watch = watchNothing, limitMs = stepLimitMs } = deps
  const continued = new Set<Promise<void>>()

  const follow = async (ref: ClaimRef, ended: Concluded, carried: Carried): Promise<void> => {
    if (!ended) return
    for (const { dispatch, claimed } of ended.continued) goOn(dispatch.queue, dispatch, claimed, carried)
    await producer.enqueue(ended.dispatch)
    await producer.enqueueDeliveries(ref.tenantId, ended.deliveryIds)
    if (ended.roomForOthers) await deps.admit()
  }

  const goOn = (queue: string, payload: StepPayload, claimed: ClaimedStep, carried: Carried): void => {
    const ref = refOf(payload, claimed)
    const lost = new AbortController()
    const stopWaiting = deps.leases.hold({ ...ref, fraction: () => 0, abort: (reason) => lost.abort(reason) })
    const running = slots
      .run(queue, payload, async () => {
        stopWaiting()
        await (lost.signal.aborted ? leave(ref) : execute(payload, claimed, carried))
      })
      .catch((error: unknown) => logger.warn({ err: error, run: payload.runId, step: payload.step }, 'step lost'))
      .finally(() => continued.delete(running))
    continued.add(running)
  }

  const execute = (payload: StepPayload, claimed: ClaimedStep, carried: Carried): Promise<void> =>
    watch({ payload, claimed }, (tell) => runClaimed(payload, claimed, carried, tell))

  const runClaimed = async (
    payload: StepPayload,
    claimed: ClaimedStep,
    carried: Carried,
    tell: (told: Told) => void,
  ): Promise<void> => {
    const { tenantId, runId, step } = payload
    const ref = refOf(payload, claimed)
    const lost = new AbortController()
    let fraction = 0
    const release = deps.leases.hold({ ...ref, abort: (reason) => lost.abort(reason), fraction: () => fraction })
    const startedAt = performance.now()
    const ran = (): RanStep => ({
      ...{ ref, claimed, openQueues: () => slots.open(tenantId) },
      elapsedMs: Math.round(performance.now() - startedAt),
    })
    try {
      const processor = deps.registry(step) ?? leaveToOthers
      const stopped = AbortSignal.any([lost.signal, shutdown])
      // Whoever listens only from now on would miss an abort that came before.
      stopped.throwIfAborted()
      await failpoint(`${step}:claimed`, runId)
      const report = (value: number): void => {
        fraction = Math.min(1, Math.max(fraction, value))
      }
      const work = (overdue: AbortSignal): Promise<Outcome> => {
        const signal = AbortSignal.any([stopped, overdue])
        // A step may have any number of model calls under way, and each listens.
        setMaxListeners(0, signal)
        return processor({ ...contextOf(payload, claimed), signal, report, carried })
      }
      const { outcome, effects } = watchEffects(await within(limitMs, work))
      await failpoint(`${step}:worked`, runId)
      const ended = await concludeOutcome(deps, ran(), outcome)
      await failpoint(`${step}:committed`, runId)
      tell({ ...toTold(outcome), effects: effects(), endedRun: ended?.endedRun })
      await follow(ref, ended, carried)
      await failpoint(`${step}:followed`, runId)
    } catch (error) {
      if (lost.signal.aborted || isFenced(error)) {
        tell({ outcome: 'left' })
        return leave(ref)
      }
      if (shutdown.aborted && isInterruption(error)) {
        const dispatches = await persist(() => inTenant(deps.db, ref.tenantId, (tx) => giveBackStep(tx, ref)))
        tell({ outcome: 'given_back' })
        return producer.enqueue(dispatches)
      }
      const ended = await concludeFailure(deps, ran(), error)
      tell({ outcome: ended ? 'failed' : 'retried', error, endedRun: ended?.endedRun })
      await follow(ref, ended, carried)
    } finally {
      release()
    }
  }

  const leave = (ref: ClaimRef): void => {
    // Perhaps fenced by its own commit, whose answer an outage swallowed: its dispatches are not enqueued then.
    producer.distrust()
    logger.info({ run: ref.runId, step: ref.step }, 'step left: it was cancelled or belongs to another worker')
  }

  return {
    run: (queue: string, payload: StepPayload): Promise<void> =>
      slots.run(queue, payload, async () => {
        const claim = await persist(() => claimStep(deps, payload))
        if (!claim) return
        try {
          await execute(payload, claim, {})
        } catch (error) {
          if (!isFenced(error)) throw error
        } finally {
          claim.release()
        }
      }),

    /** Waits for the steps that this process went on with by itself. */
    drain: async (): Promise<void> => {
      while (continued.size > 0) await Promise.all(continued)
    },
  }
}

const refOf = ({ tenantId, runId, step }: StepPayload, { claim }: ClaimedStep): ClaimRef => ({
  ...{ tenantId, runId, step, claim },
})

const contextOf = (payload: StepPayload, claimed: ClaimedStep): Omit<StepContext, 'signal' | 'report' | 'carried'> => ({
  tenantId: payload.tenantId,
  runId: payload.runId,
  step: payload.step,
  meetingId: claimed.meetingId,
  generation: claimed.generation,
  revision: claimed.revision,
  params: claimed.params,
  traceId: payload.traceparent.split('-')[1] ?? '',
})

const toTold = (outcome: Outcome): Told =>
  outcome.kind === 'done'
    ? { outcome: 'done', engine: outcome.engine, fallbacks: outcome.fallbacks }
    : { outcome: outcome.kind }

const isFenced = (error: unknown): boolean => error instanceof AppError && error.code === 'fenced'

/** What an aborted processor throws; a failure of its own that comes at the same moment is recorded as one. */
const isInterruption = (error: unknown): boolean => !(error instanceof AppError) || error.code === 'cancelled'
