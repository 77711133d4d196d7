import { pipelines } from '../../queues/pipeline.ts'
import { AppError } from '../domain/errors.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import { planSteps } from '../domain/run/plan-steps.ts'
import type { RunRequest } from '../domain/run/run-request.ts'
import { insertRun } from '../storage/runs.ts'
import type { Tx } from '../storage/tx.ts'

export type SubmitRun = (tx: Tx, request: RunRequest) => Promise<{ runId: string; dispatch: Dispatch[] }>

/**
 * Writes a run with all its steps in the caller's transaction. What it returns may be enqueued after the commit, best
 * effort; whatever is lost on the way the sweep finds again.
 */
export const createSubmitRun =
  (deps: { admissionWindow: number }): SubmitRun =>
  async (tx, request) => {
    const { kind, skip, ...run } = request
    if (!isRunKind(kind)) throw new AppError('invalid_request', `there is no kind of run called "${kind}"`)
    const steps = planSteps(pipelines[kind], skip)
    const dispatch = await insertRun(tx, { ...run, kind, steps }, deps.admissionWindow)
    return { runId: request.runId, dispatch }
  }

const isRunKind = (kind: string): kind is keyof typeof pipelines => Object.hasOwn(pipelines, kind)
