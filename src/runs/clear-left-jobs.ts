import { jobOf, payloadSchemas } from '../../queues/catalog.ts'
import type { DeliveryPayload, StepPayload } from '../../queues/payloads.ts'
import type { Logger } from '../platform/logger.ts'
import type { Database } from '../storage/client.ts'
import { findOverDeliveries, findOverSteps } from '../storage/left-jobs.ts'

/** What is needed of a queue. */
type Locked = { getActive: (first: number, last: number) => Promise<readonly { data: unknown }[]> }

type LeftJobsDeps<Q extends Locked> = {
  db: Database
  queues: () => readonly Q[]
  /** Takes a job off its queue, whoever has locked it. */
  forget: (queue: Q, jobId: string) => Promise<void>
  logger: Logger
}

/** Looked at for each queue at once. */
const most = 500

/**
 * Takes jobs off the queues that a worker has locked although the ledger expects nothing of them any more: what a dead
 * worker leaves where locks go by the clocks of workers and these differ. A living one needs a moment between the end of
 * a step and that of its job, so a job has to be found twice.
 */
export const createClearLeftJobs = <Q extends Locked>({ db, queues, forget, logger }: LeftJobsDeps<Q>) => {
  let suspects = new Set<string>()
  return async (): Promise<void> => {
    const left = (await Promise.all(queues().map((queue) => leftOn(db, queue)))).flat()
    const dead = left.filter((job) => suspects.has(job.id))
    suspects = new Set(left.map((job) => job.id))
    await Promise.all(dead.map((job) => forget(job.queue, job.id)))
    if (dead.length > 0) logger.info({ jobs: dead.length }, 'jobs of dead workers taken off the queues')
  }
}

const leftOn = async <Q extends Locked>(db: Database, queue: Q): Promise<{ queue: Q; id: string }[]> => {
  const steps: StepPayload[] = []
  const deliveries: DeliveryPayload[] = []
  for (const { data } of await queue.getActive(0, most - 1)) {
    const step = payloadSchemas.step.safeParse(data)
    const delivery = payloadSchemas.delivery.safeParse(data)
    if (step.success) steps.push(step.data)
    else if (delivery.success) deliveries.push(delivery.data)
  }
  const over = [
    ...(steps.length > 0 ? await findOverSteps(db, steps) : []).map((job) => ({ ...job, traceparent: '', turn: 0 })),
    ...(deliveries.length > 0 ? await findOverDeliveries(db, deliveries) : []),
  ]
  return over.map((job) => ({ queue, id: jobOf(job).jobId }))
}
