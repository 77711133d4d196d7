import { AppError } from '../domain/errors.ts'
import { heldCode } from '../domain/run/remedies.ts'
import { isRunEnded } from '../domain/run/run.ts'
import { lockRun, type Stop, stopOpenSteps } from '../storage/runs.ts'
import type { Tx } from '../storage/tx.ts'

type StopRun = (tx: Tx, ref: { tenantId: string; runId: string }) => Promise<void>

/**
 * Ends a run and its open steps. A worker that is at one of them finds out within a second and leaves nothing behind;
 * effects that were committed before stay.
 */
const stopRun =
  (stop: Stop): StopRun =>
  async (tx, ref) => {
    const run = await lockRun(tx, ref)
    if (!run) throw new AppError('not_found', `there is no run ${ref.runId}`)
    if (run.status === stop.status) return
    if (isRunEnded(run.status)) throw new AppError('conflict', `run ${ref.runId} has ended as ${run.status}`)
    await stopOpenSteps(tx, ref, stop)
  }

export const cancelRun = stopRun({ status: 'cancelled', detail: 'cancelled on request', errorCode: null })

/** Lays a run aside until somebody resumes it; the list of problems shows it. */
export const parkRun = stopRun({ status: 'parked', detail: 'parked on request', errorCode: heldCode })
