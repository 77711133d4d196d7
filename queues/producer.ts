import type { Queue } from 'bullmq'
import type { Dispatch } from '../src/domain/run/dispatch.ts'
import { createLogLimiter } from '../src/platform/log-limiter.ts'
import type { Logger } from '../src/platform/logger.ts'
import { deliverQueue, jobOf, queueNames } from './catalog.ts'
import type { QueueConnection } from './connection.ts'
import type { DeliveryPayload, StepPayload } from './payloads.ts'

export type JobPresence = 'waiting' | 'active' | 'missing'

/** Puts jobs on the queues, best effort: it never throws and never waits for long. What is missed, the sweep finds. */
export type Producer = {
  enqueue: (dispatches: readonly Dispatch[]) => Promise<void>
  enqueueDeliveries: (tenantId: string, deliveryIds: readonly string[], epoch?: number) => Promise<void>
  /** Whether the jobs of these dispatches are on their queue; throws when the layer cannot be asked. */
  findPresence: (dispatches: readonly Dispatch[]) => Promise<JobPresence[]>
  /** Notes that a job may have been lost on the way, for the next sweep. */
  distrust: () => void
  /** True once after jobs may have been lost: an add that failed, a flush, a reconnection, distrust. */
  mayHaveLostJobs: () => Promise<boolean>
  queues: () => Queue[]
  close: () => Promise<void>
}

const addTimeoutMs = 1_000
/** The ledger alone retries, and keeps the history: a job leaves nothing behind. */
const jobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const
/** Below it jobs are added one by one: on Postgres the bulk function makes temporary tables, 5 ms against 0.3 a job. */
const bulkFrom = 16

export const createProducer = (deps: { connection: QueueConnection; logger: Logger }): Producer => {
  const { connection, logger } = deps
  const queues = new Map<string, Queue>(queueNames.map((name) => [name, connection.openQueue(name)]))
  const limitLog = createLogLimiter(10_000)
  let missed = false

  const queueOf = (name: string): Queue => {
    const queue = queues.get(name)
    if (!queue) throw new Error(`there is no queue "${name}"`)
    return queue
  }

  const add = async (name: string, payloads: readonly (StepPayload | DeliveryPayload)[]): Promise<void> => {
    const queue = queueOf(name)
    const jobs = payloads.map((payload) => {
      const job = jobOf(payload)
      return { name: job.name, data: payload, opts: { ...jobOptions, jobId: job.jobId } }
    })
    if (jobs.length < bulkFrom) await Promise.all(jobs.map((job) => queue.add(job.name, job.data, job.opts)))
    else await queue.addBulk(jobs)
  }

  const addAll = async (byQueue: Map<string, (StepPayload | DeliveryPayload)[]>): Promise<void> => {
    if (byQueue.size === 0) return
    try {
      if (!connection.isUp()) throw new Error('the dispatch layer is away')
      const adds = [...byQueue].map(([name, payloads]) => add(name, payloads))
      await withTimeout(Promise.all(adds), addTimeoutMs)
    } catch (error) {
      missed = true
      limitLog('enqueue', (held) =>
        logger.warn({ err: error, held }, 'jobs not enqueued; the sweep will find their steps'),
      )
    }
  }

  return {
    enqueue: (dispatches) => {
      const byQueue = new Map<string, StepPayload[]>()
      for (const dispatch of dispatches) {
        const { queue, ...payload } = dispatch
        byQueue.set(queue, [...(byQueue.get(queue) ?? []), payload])
      }
      return addAll(byQueue)
    },
    enqueueDeliveries: (tenantId, deliveryIds, epoch = 1) => {
      const payloads = deliveryIds.map((deliveryId) => ({ tenantId, deliveryId, epoch }))
      return addAll(payloads.length === 0 ? new Map() : new Map([[deliverQueue, payloads]]))
    },
    findPresence: (dispatches) =>
      withTimeout(
        Promise.all(
          dispatches.map(async (dispatch) =>
            presenceOf(await queueOf(dispatch.queue).getJobState(jobOf(dispatch).jobId)),
          ),
        ),
        10 * addTimeoutMs,
      ),
    distrust: () => {
      missed = true
    },
    mayHaveLostJobs: async () => {
      if (!connection.isUp()) return false
      const doubtful = (await connection.hasLostSight()) || missed
      missed = false
      return doubtful
    },
    queues: () => [...queues.values()],
    close: async () => {
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()))
    },
  }
}

const presenceOf = (state: string): JobPresence => {
  if (state === 'active') return 'active'
  return state === 'waiting' || state === 'prioritized' || state === 'delayed' ? 'waiting' : 'missing'
}

const withTimeout = async <T>(work: Promise<T>, timeoutMs: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}
