import type { Producer } from '../../queues/producer.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import type { Logger } from '../platform/logger.ts'
import type { Database } from '../storage/client.ts'
import { sweepDeliveries } from '../storage/deliveries.ts'
import {
  dispatchDueSteps,
  findCrashedSteps,
  findUnclaimedSteps,
  redispatchSteps,
  touchDispatched,
} from '../storage/sweep.ts'
import type { Admit } from './admitter.ts'
import { endStep } from './end-step.ts'

export type SweepDeps = { db: Database; producer: Producer; admit: Admit; logger: Logger }

/** After this long a dispatched step that nobody claimed is looked up in BullMQ: its enqueue may have died with its process. */
const lookedUpAfterMs = 8_000
/**
 * After this long a job that somebody has taken without a claim counts as lost. Not left to BullMQ, whose locks go by the
 * clocks of workers: where those differ, the lock of a dead one may last for minutes.
 */
const takenInVainAfterMs = 12_000
/** After this long a delivery that nobody claimed is dispatched again. */
const forgottenAfterMs = 60_000
/** Time for an enqueue to follow its commit, before its absence means anything. */
const settledAfterMs = 1_000
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
  const deliveries = await sweepDeliveries(db, suspicious ? settledAfterMs : forgottenAfterMs, batch)
  await Promise.all(deliveries.map((one) => producer.enqueueDeliveries(one.tenantId, [one.deliveryId], one.epoch)))
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
  const unclaimed = await findUnclaimedSteps(db, suspicious ? settledAfterMs : lookedUpAfterMs, batch)
  if (unclaimed.length === 0) return
  const presence = await producer.findPresence(unclaimed)
  const isInVain = (waitedMs: number): boolean => !suspicious && waitedMs >= takenInVainAfterMs
  const lost = unclaimed.filter(
    ({ waitedMs }, index) => presence[index] === 'missing' || (presence[index] === 'active' && isInVain(waitedMs)),
  )
  const waiting = unclaimed.filter((_, index) => presence[index] === 'waiting')
  const again: Dispatch[] = lost.length > 0 ? await redispatchSteps(db, lost) : []
  await producer.enqueue(again)
  if (waiting.length > 0 && !suspicious) await touchDispatched(db, waiting)
  if (again.length > 0) logger.info({ steps: again.length }, 'dispatched again: their jobs were gone')
}
