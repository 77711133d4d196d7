import type { Worker as BullWorker } from 'bullmq'
import type { z } from 'zod'
import { deliverQueue, payloadSchemas, type QueueName } from '../queues/catalog.ts'
import type { JobHandler, QueueConnection } from '../queues/connection.ts'
import { type DeliveryPayload, isOfNewerRelease, payloadVersion } from '../queues/payloads.ts'
import type { Producer } from '../queues/producer.ts'
import { AppError } from '../src/domain/errors.ts'
import type { RetryPolicy } from '../src/domain/run/retry.ts'
import { createLogLimiter } from '../src/platform/log-limiter.ts'
import type { Logger } from '../src/platform/logger.ts'
import { createAdmitter } from '../src/runs/admitter.ts'
import { createClearLeftJobs } from '../src/runs/clear-left-jobs.ts'
import { createLeaseKeeper } from '../src/runs/lease-keeper.ts'
import { createSlots } from '../src/runs/slots.ts'
import { createSuspectGate } from '../src/runs/suspect-gate.ts'
import { createSweeper } from '../src/runs/sweeper.ts'
import { createDatabaseWatch } from '../src/runs/watch-database.ts'
import type { Database } from '../src/storage/client.ts'
import type { Registry } from './registry.ts'
import { createRunStep } from './run-step.ts'
import type { WatchStep } from './watch-step.ts'

export type WorkerDeps = {
  db: Database
  connection: QueueConnection
  producer: Producer
  registry: Registry
  deliver: (payload: DeliveryPayload, signal: AbortSignal) => Promise<void>
  queues: readonly QueueName[]
  /** Steps at once per queue. */
  concurrency: number
  /** Model calls that this process may make at once: steps that wait for models must not be fewer. */
  callsAtOnce?: number
  /** Of the steps that change the record; default 2. */
  reconcilesAtOnce?: number
  admissionWindow: number
  /** Newest form of payloads that is understood; default: that of this release. */
  payloadVersion?: number
  logger: Logger
  retryPolicy?: RetryPolicy
  watch?: WatchStep
  /** What to do when the database has not answered for so long; absent: it is waited for without end. */
  databaseGone?: { afterMs: number; tell: () => void }
}

const waitsForModels: ReadonlySet<QueueName> = new Set(['extract', 'reason', 'summarize'])
const concurrencyOf = (queue: QueueName, deps: WorkerDeps): number => {
  const { concurrency, callsAtOnce = 0, reconcilesAtOnce = 2 } = deps
  if (queue === strictQueue) return Math.min(concurrency, reconcilesAtOnce)
  return waitsForModels.has(queue) ? Math.max(concurrency, callsAtOnce) : concurrency
}
/** Reconciles of a tenant wait for each other with a connection in hand; too many would drain the pool. */
const strictQueue = 'reconcile' satisfies QueueName
/** After the abort: time to hand back, before connections are cut and leases do the rest. */
const handBackMs = 5_000

/** The BullMQ adapter: takes jobs from any subset of the queues, runs them, sweeps, and gives back on shutdown. */
export const createWorker = (deps: WorkerDeps) => {
  const { db, producer, logger } = deps
  const shutdown = new AbortController()
  const admit = createAdmitter({ db, producer, window: deps.admissionWindow, logger })
  const leases = createLeaseKeeper({ db, logger })
  const limits = new Map(deps.queues.map((queue) => [queue, concurrencyOf(queue, deps)]))
  const slots = createSlots(limits, new Set([strictQueue]))
  const suspects = createSuspectGate()
  const steps = createRunStep({ ...deps, admit, leases, slots, suspects, shutdown: shutdown.signal })
  const { databaseGone } = deps
  const database =
    databaseGone && createDatabaseWatch({ db, logger, goneAfterMs: databaseGone.afterMs, onGone: databaseGone.tell })
  const { forget } = deps.connection
  const clearLeftJobs = forget && createClearLeftJobs({ db, queues: producer.queues, forget, logger })
  const sweeper = createSweeper({ db, producer, admit, logger, clearLeftJobs, onSwept: database?.hear })
  let workers: BullWorker[] = []

  const limitLog = createLogLimiter(60_000)
  /** Works on what is understood; what a newer release has written is left to its workers. */
  const reading =
    <Payload>(queue: string, schema: z.ZodType<Payload>, work: (payload: Payload) => Promise<void>): JobHandler =>
    async (data) => {
      if (isOfNewerRelease(data, deps.payloadVersion ?? payloadVersion)) {
        limitLog(queue, (held) => logger.warn({ queue, held }, 'job handed back: a newer release has written it'))
        return 'later'
      }
      const payload = schema.safeParse(data)
      if (payload.success) await work(payload.data)
      else logger.error({ queue, issues: payload.error.issues }, 'job dropped: its payload is not understood')
      return undefined
    }

  const handlerOf = (queue: QueueName): JobHandler =>
    queue === deliverQueue
      ? reading(queue, payloadSchemas.delivery, (payload) => deps.deliver(payload, shutdown.signal))
      : reading(queue, payloadSchemas.step, (payload) => steps.run(queue, payload))

  return {
    start: async (): Promise<void> => {
      workers = [...limits].map(([queue, limit]) => deps.connection.openWorker(queue, handlerOf(queue), limit))
      sweeper.start()
      database?.start()
    },

    /** Stops taking, lets running steps end for `graceMs`, then aborts them and gives them back. */
    stop: async (options: { graceMs?: number } = {}): Promise<void> => {
      const graceMs = options.graceMs ?? 10_000
      slots.close()
      database?.stop()
      await sweeper.stop()
      const closed = Promise.allSettled(workers.map((worker) => worker.close())).then(steps.drain)
      const abort = setTimeout(() => shutdown.abort(new AppError('cancelled', 'the worker is stopping')), graceMs)
      await Promise.race([closed, delay(graceMs + handBackMs)])
      clearTimeout(abort)
      await leases.stop()
    },
  }
}

const delay = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
