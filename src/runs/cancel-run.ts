import { AppError } from '../domain/errors.ts'
import { isRunEnded } from '../domain/run/run.ts'
import { cancelOpenSteps, lockRun } from '../storage/runs.ts'
import type { Tx } from '../storage/tx.ts'

/**
 * Ends a run and its open steps as cancelled. A worker that is at one of them finds out at its next renewal or commit
 * and leaves nothing behind; effects that were committed before stay.
 */
export const cancelRun = async (tx: Tx, ref: { tenantId: string; runId: string }): Promise<void> => {
  const run = await lockRun(tx, ref)
  if (!run) throw new AppError('not_found', `there is no run ${ref.runId}`)
  if (run.status === 'cancelled') return
  if (isRunEnded(run.status)) throw new AppError('conflict', `run ${ref.runId} has ended as ${run.status}`)
  await cancelOpenSteps(tx, ref)
}
