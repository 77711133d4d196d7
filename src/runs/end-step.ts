import { AppError } from '../domain/errors.ts'
import { eventId } from '../domain/event-id.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import { type EndedStep, summarizeRun } from '../domain/run/summarize-run.ts'
import type { Database } from '../storage/client.ts'
import {
  type ContinuedStep,
  endStepRow,
  type FinishedRun,
  finishRun,
  type RunFinish,
  type StepEnd,
} from '../storage/step-ends.ts'
import type { ClaimRef } from '../storage/steps.ts'
import { inTenant, type Tx } from '../storage/tx.ts'

/** How a run ended, for whoever counts. */
export type EndedRun = { status: string; segments: number; durationMs: number }

export type StepEnded = {
  dispatch: Dispatch[]
  /** Dependants that the caller now holds a claim on. */
  continued: ContinuedStep[]
  deliveryIds: string[]
  /** The run ended with this step, and others wait for its room. */
  roomForOthers: boolean
  /** Set when the run ended with this step. */
  endedRun: EndedRun | null
}

export type EndRequest = {
  end: StepEnd
  /** Effects of the step, written in the transaction that ends it. What they return completes the end. */
  effects?: (tx: Tx) => Promise<Partial<StepEnd> & { deliveryIds?: string[] }>
  /** What the claim told of a step that is the last open one of its run: with it the run ends in the same statement. */
  last?: { othersEnded: EndedStep[] | null; required: boolean; attempts: number; attempt: number }
  /** Queues on which the caller has room to go on with a dependant. */
  continueOn?: readonly string[]
}

/**
 * Ends a step in one transaction: its effects first, then, under the lock on the run and only if the claim still
 * holds, the step itself, the release of its dependants and, with the last one, the outcome and the event of the run.
 * A fenced worker gets an error, and its effects are rolled back.
 */
export const endStep = async (db: Database, ref: ClaimRef, request: EndRequest): Promise<StepEnded> => {
  const { end, effects, last, continueOn = [] } = request
  const finish = foreseenFinish(ref, request, end)
  // A single statement without effects, unless the end is a bad one that may take other steps along.
  const isSingle = !effects && (finish !== null || end.status === 'done' || end.status === 'skipped')
  if (!isSingle) return inTenant(db, ref.tenantId, (tx) => endWithEffects(tx, ref, request))
  const ended = await endStepRow(db.app, ref, end, { lastAllowed: false, continueOn, finish })
  if (ended.outcome === 'fenced') throw fenced(ref)
  if (ended.outcome === 'ended') return { ...ended, ...resultOf(ended.finished, finish) }
  // It became the last one since its claim; now that is known.
  if (!last) return inTenant(db, ref.tenantId, (tx) => endWithEffects(tx, ref, request))
  return endStep(db, ref, { ...request, last: { ...last, othersEnded: ended.othersEnded } })
}

const endWithEffects = async (tx: Tx, ref: ClaimRef, request: EndRequest): Promise<StepEnded> => {
  const { deliveryIds = [], ...more } = request.effects ? await request.effects(tx) : {}
  const end = { ...request.end, ...more }
  const options = { lastAllowed: true, continueOn: request.continueOn ?? [], finish: foreseenFinish(ref, request, end) }
  const ended = await endStepRow(tx, ref, end, options)
  if (ended.outcome !== 'ended') throw fenced(ref)
  const { allEnded, attempt } = ended
  const finish = allEnded === null ? options.finish : toFinish(ref, allEnded, attempt)
  const finished = ended.finished ?? (allEnded && finish && (await finishRun(tx, ref, finish)))
  const result = resultOf(finished, finish)
  return { ...ended, ...result, deliveryIds: [...deliveryIds, ...result.deliveryIds] }
}

const resultOf = (
  finished: FinishedRun | null,
  finish: RunFinish | null,
): Pick<StepEnded, 'deliveryIds' | 'roomForOthers' | 'endedRun'> => ({
  deliveryIds: finished?.deliveryIds ?? [],
  roomForOthers: finished?.backlog ?? false,
  endedRun:
    finished && finish
      ? { status: finish.status, segments: finish.coverage?.segments ?? 0, durationMs: finished.durationMs }
      : null,
})

const foreseenFinish = (ref: ClaimRef, { last }: EndRequest, end: StepEnd): RunFinish | null => {
  if (!last?.othersEnded) return null
  const { required, attempts, attempt } = last
  const own: EndedStep = {
    ...{ name: ref.step, status: end.status, required, attempts },
    ...{
      engine: end.engine ?? null,
      degraded: end.degraded ?? false,
      gaps: end.gaps ?? false,
      error: end.error ?? null,
    },
    ...{ totals: end.totals ?? {}, timings: end.timings ?? {}, coverage: end.coverage ?? null },
  }
  return toFinish(ref, [...last.othersEnded, own], attempt)
}

const toFinish = (ref: ClaimRef, steps: readonly EndedStep[], attempt: number): RunFinish => {
  const summary = summarizeRun(steps)
  const { status, degraded, engine, error } = summary
  const type = status === 'failed' || status === 'parked' ? `run.${status}` : 'run.completed'
  const id = eventId({ tenantId: ref.tenantId, version: 0n, type, subject: ref.runId, ordinal: attempt })
  return {
    ...summary,
    event: { id, type, ordinal: attempt, data: { runId: ref.runId, status, degraded, engine, error } },
  }
}

const fenced = (ref: ClaimRef): AppError =>
  new AppError('fenced', `claim ${ref.claim} of step ${ref.step} in run ${ref.runId} is not the latest any more`)
