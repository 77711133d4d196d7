import type { Producer } from '../../queues/producer.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import type { Logger } from '../platform/logger.ts'
import type { Database } from '../storage/client.ts'
import {
  dispatchDueSteps,
  findCrashedSteps,
  findUnclaimedSteps,
  redispatchSteps,
  touchDispatched,
} from '../storage/sweep.ts'
import type { Admit } from './admitter.ts'
import { endStep } from './end-step.ts'
import { sweepDeliveries } from './sweep-deliveries.ts'
import { lookUp, whatIsLost } from './unclaimed.ts'

export type SweepDeps = { db: Database; producer: Producer; admit: Admit; logger: Logger }

const batch = 500

/**
 * One pass over everything that may have been missed: due retries, leases that ran out, steps that vanished too often,
 * dispatches whose job is gone, runs to admit, deliveries. Any number of processes may sweep at once. `suspicious`
 * looks up every unclaimed dispatch at once, as after a flush of Redis or a reconnection.
 */
export const sweep = async (deps: SweepDeps, suspicious: boolean): Promise<void> => {
  const { db, producer } = deps
  await producer.enqueue(await dispatchDueSteps(db, batch))
  await parkCrashed(deps)
  await deps.admit()
  await sweepDeliveries(deps, suspicious)
  await redispatchLost(deps, suspicious)
}

const parkCrashed = async ({ db, producer, logger }: SweepDeps): Promise<void> => {
  for (const step of await findCrashedSteps(db)) {
    const error = {
      code: 'crash',
      message: 'started three times and vanished each time without an outcome',
      retryable: false,
    } as const
    try {
      const ended = await endStep(db, step, { end: { status: 'parked', error } })
      await producer.enqueue(ended.dispatch)
      await producer.enqueueDeliveries(step.tenantId, ended.deliveryIds)
      logger.error({ tenant: step.tenantId, run: step.runId, step: step.step }, 'step parked: it crashes its worker')
    } catch (error) {
      logger.warn({ err: error, run: step.runId, step: step.step }, 'crashed step not parked')
    }
  }
}

/**
 * A step that was dispatched and not claimed is dispatched again unless its job still waits. Being wrong is harmless:
 * the older job finds a newer epoch and stops.
 */
const redispatchLost = async ({ db, producer, logger }: SweepDeps, suspicious: boolean): Promise<void> => {
  const unclaimed = await findUnclaimedSteps(db, lookUp(suspicious), batch)
  if (unclaimed.length === 0) return
  const { lost, waiting } = whatIsLost(unclaimed, await producer.findPresence(unclaimed), suspicious)
  const again: Dispatch[] = lost.length > 0 ? await redispatchSteps(db, lost) : []
  await producer.enqueue(again)
  if (waiting.length > 0 && !suspicious) await touchDispatched(db, waiting)
  if (again.length > 0) logger.info({ steps: again.length }, 'dispatched again: their jobs were gone')
}
