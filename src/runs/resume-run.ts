import { AppError } from '../domain/errors.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import { planRestart, planResume, type ReopenedStep, type ResumableStep } from '../domain/run/plan-resume.ts'
import { isRunEnded } from '../domain/run/run.ts'
import { lockRun, readSteps, reopenRun } from '../storage/runs.ts'
import type { Tx } from '../storage/tx.ts'

export type ResumeRun = (
  tx: Tx,
  request: { tenantId: string; runId: string; from?: string },
) => Promise<{ dispatch: Dispatch[] }>

/** Opens an ended run again: from the named step on, or whatever did not get done. Other results are kept. */
export const createResumeRun =
  (deps: { admissionWindow: number }): ResumeRun =>
  (tx, { from, ...ref }) =>
    reopen(tx, ref, deps.admissionWindow, (steps) => planResume(steps, from))

/** Does an ended run again from its first step. Memo rows make what is unchanged free, and its effects replace the old. */
export const createReplayRun =
  (deps: { admissionWindow: number }): ResumeRun =>
  (tx, ref) =>
    reopen(tx, ref, deps.admissionWindow, planRestart)

const reopen = async (
  tx: Tx,
  ref: { tenantId: string; runId: string },
  window: number,
  plan: (steps: readonly ResumableStep[]) => ReopenedStep[],
): Promise<{ dispatch: Dispatch[] }> => {
  const run = await lockRun(tx, ref)
  if (!run) throw new AppError('not_found', `there is no run ${ref.runId}`)
  if (run.meetingGone) throw new AppError('gone', `the meeting of run ${ref.runId} was deleted`)
  if (!isRunEnded(run.status)) throw new AppError('conflict', `run ${ref.runId} is ${run.status}; cancel it first`)
  const steps = plan(await readSteps(tx, ref))
  return { dispatch: await reopenRun(tx, { ...ref, traceparent: run.traceparent }, steps, window) }
}
