import type { Queue } from 'bullmq'
import type { Dispatch } from '../src/domain/run/dispatch.ts'
import { createLogLimiter } from '../src/platform/log-limiter.ts'
import type { Logger } from '../src/platform/logger.ts'
import { deliverQueue, jobOf, queueNames } from './catalog.ts'
import type { QueueConnection } from './connection.ts'
import { type DeliveryPayload, payloadVersion, type StepPayload } from './payloads.ts'

export type JobPresence = 'waiting' | 'active' | 'missing'

/** Puts jobs on the queues, best effort: it never throws and never waits for long. What is missed, the sweep finds. */
export type Producer = {
  enqueue: (dispatches: readonly Dispatch[]) => Promise<void>
  enqueueDeliveries: (tenantId: string, deliveryIds: readonly string[], epoch?: number) => Promise<void>
  /** Whether the jobs of these dispatches are on their queue; throws when the layer cannot be asked. */
  findPresence: (dispatches: readonly (Dispatch | DeliveryPayload)[]) => Promise<JobPresence[]>
  /** Notes that a job may have been lost on the way, for the next sweep. */
  distrust: () => void
  /** True once after jobs may have been lost: an add that failed, a flush, a reconnection, distrust. */
  mayHaveLostJobs: () => Promise<boolean>
  queues: () => Queue[]
  close: () => Promise<void>
}

/** `turn`: place on the queue, lower first; 0 goes before all others, in the order of arrival. */
type Entry = { payload: StepPayload | DeliveryPayload; turn: number }

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

  const add = async (name: string, entries: readonly Entry[]): Promise<void> => {
    const queue = queueOf(name)
    const jobs = entries.map(({ payload, turn }) => {
      const job = jobOf(payload)
      return {
        name: job.name,
        data: { v: payloadVersion, ...payload },
        opts: { ...jobOptions, jobId: job.jobId, priority: turn },
      }
    })
    if (jobs.length < bulkFrom) await Promise.all(jobs.map((job) => queue.add(job.name, job.data, job.opts)))
    else await queue.addBulk(jobs)
  }

  const addAll = async (byQueue: Map<string, Entry[]>): Promise<void> => {
    if (byQueue.size === 0) return
    try {
      if (!connection.isUp()) throw new Error('the dispatch layer is away')
      const adds = [...byQueue].map(([name, entries]) => add(name, entries))
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
      const byQueue = new Map<string, Entry[]>()
      for (const { queue, turn = 0, ...payload } of dispatches) {
        const entries = byQueue.get(queue) ?? []
        byQueue.set(queue, entries)
        entries.push({ payload: { ...payload, turn }, turn })
      }
      return addAll(byQueue)
    },
    enqueueDeliveries: (tenantId, deliveryIds, epoch = 1) => {
      const entries = deliveryIds.map((deliveryId) => ({ payload: { tenantId, deliveryId, epoch }, turn: 0 }))
      return addAll(entries.length === 0 ? new Map() : new Map([[deliverQueue, entries]]))
    },
    findPresence: (dispatches) =>
      withTimeout(
        Promise.all(
          dispatches.map(async (dispatch) =>
            presenceOf(
              await queueOf('queue' in dispatch ? dispatch.queue : deliverQueue).getJobState(jobOf(dispatch).jobId),
            ),
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
