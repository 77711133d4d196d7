import { AppError } from '../domain/errors.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import { summarizeRun } from '../domain/run/summarize-run.ts'
import type { Database } from '../storage/client.ts'
import { writeEvents } from '../storage/outbox.ts'
import { finishRun } from '../storage/runs.ts'
import { type ClaimRef, type ContinuedStep, endStepRow, type StepEnd } from '../storage/steps.ts'
import { inTenant, type Tx } from '../storage/tx.ts'

export type StepEnded = {
  dispatch: Dispatch[]
  /** Dependants that the caller now holds a claim on. */
  continued: ContinuedStep[]
  deliveryIds: string[]
  /** The run ended with this step, and others wait for its room. */
  roomForOthers: boolean
}

export type EndRequest = {
  end: StepEnd
  /** Effects of the step, written in the transaction that ends it. What they return completes the end. */
  effects?: (tx: Tx) => Promise<Partial<StepEnd> & { deliveryIds?: string[] }>
  /** False when the step is known to be the last open one of its run. */
  othersOpen?: boolean
  /** Queues on which the caller has room to go on with a dependant. */
  continueOn?: readonly string[]
}

/**
 * Ends a step in one transaction: its effects first, then, under the lock on the run and only if the claim still
 * holds, the step itself, the release of its dependants and, with the last one, the outcome and the event of the run.
 * A fenced worker gets an error, and its effects are rolled back.
 */
export const endStep = async (db: Database, ref: ClaimRef, request: EndRequest): Promise<StepEnded> => {
  const { end, effects, othersOpen = true, continueOn = [] } = request
  // Without effects a step that is not the last one takes a single statement; a bad end may end others with it.
  if (!effects && othersOpen && (end.status === 'done' || end.status === 'skipped')) {
    const ended = await endStepRow(db.dispatch, ref, end, { lastAllowed: false, continueOn })
    if (ended.outcome === 'fenced') throw fenced(ref)
    if (ended.outcome === 'ended') return { ...ended, deliveryIds: [], roomForOthers: false }
  }
  return inTenant(db, ref.tenantId, async (tx) => {
    const { deliveryIds = [], ...more } = effects ? await effects(tx) : {}
    const ended = await endStepRow(tx, ref, { ...end, ...more }, { lastAllowed: true, continueOn })
    if (ended.outcome !== 'ended') throw fenced(ref)
    if (ended.steps === null) return { ...ended, deliveryIds, roomForOthers: false }

    const summary = summarizeRun(ended.steps)
    const { backlog, attempt, ...figures } = await finishRun(tx, ref, summary)
    const { status, degraded, engine, error } = summary
    const event = {
      type: status === 'failed' || status === 'parked' ? `run.${status}` : 'run.completed',
      subject: ref.runId,
      ordinal: attempt,
      data: { runId: ref.runId, status, degraded, engine, error, ...figures },
    }
    const written = await writeEvents(tx, { tenantId: ref.tenantId, version: 0n, events: [event] })
    return { ...ended, deliveryIds: [...deliveryIds, ...written.deliveryIds], roomForOthers: backlog }
  })
}

const fenced = (ref: ClaimRef): AppError =>
  new AppError('fenced', `claim ${ref.claim} of step ${ref.step} in run ${ref.runId} is not the latest any more`)
