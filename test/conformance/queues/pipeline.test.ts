import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Processor } from '../../../processors/outcome.ts'
import { cancelRun } from '../../../src/runs/cancel-run.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { until } from '../../support/ledger.ts'
import { backends, isAvailable, openQueues, type TestQueues } from '../../support/queues.ts'

const resumedWithinMs = 15_000

describe.each(backends)('the pipeline on BullMQ with %s', (backend) => {
  describe.skipIf(!isAvailable(backend))('', () => {
    let queues: TestQueues
    beforeAll(async () => {
      queues = await openQueues(backend)
    })
    afterAll(() => queues.close())

    const ended = (runId: string, status = 'completed', withinMs?: number) =>
      until(async () => (await queues.ledger.read(runId)).status === status, withinMs)
    const jobsLeft = async () =>
      (await Promise.all(queues.producer.queues().map((queue) => queue.getJobCounts()))).flatMap(Object.values)

    it('takes many runs through all their steps, each step started once', async () => {
      const started: string[] = []
      const count: Processor = async ({ runId, step }) => {
        started.push(`${runId} ${step}`)
        return { kind: 'done' }
      }
      const steps = { normalize: count, extract: count, reconcile: count, reason: count, summarize: count }
      const workers = [await queues.startWorker(steps), await queues.startWorker(steps)]

      const runs = await Promise.all(Array.from({ length: 30 }, () => queues.submit()))
      for (const { runId } of runs) await ended(runId)
      for (const worker of workers) await worker.stop()

      expect(started).toHaveLength(150)
      expect(new Set(started).size).toBe(150)
      expect((await jobsLeft()).reduce((sum, jobs) => sum + jobs, 0)).toBe(0)
    })

    it('puts ids into its jobs and nothing else', async () => {
      const canary = 'what the customer said'
      const { runId } = await queues.submit({ params: { note: canary } })

      const [job] = (await Promise.all(queues.producer.queues().map((queue) => queue.getPrioritized()))).flat()

      expect(Object.keys(job?.data).sort()).toEqual(['epoch', 'runId', 'step', 'tenantId', 'traceparent', 'turn', 'v'])
      expect(job).toMatchObject({
        id: `${runId}-normalize-1`,
        name: 'normalize',
        opts: { attempts: 1, removeOnComplete: true, removeOnFail: true },
      })
      expect(JSON.stringify(job)).not.toContain(canary)
      const worker = await queues.startWorker()
      await ended(runId)
      await worker.stop()
    })

    it('runs a step once although its job is added again, and stops quietly at a stale one', async () => {
      let starts = 0
      const { dispatch, runId } = await queues.ledger.submit()
      await queues.producer.enqueue(dispatch)
      await queues.producer.enqueue(dispatch)
      await queues.producer.enqueue(dispatch.map((one) => ({ ...one, epoch: 9 })))

      const worker = await queues.startWorker({
        normalize: async () => {
          starts += 1
          return { kind: 'done' }
        },
      })
      await ended(runId)
      await queues.producer.enqueue(dispatch)
      await until(async () => (await jobsLeft()).every((jobs) => jobs === 0))
      await worker.stop()

      expect(starts).toBe(1)
    })

    it('aborts a step in flight when its run is cancelled', async () => {
      let aborted = false
      const worker = await queues.startWorker({
        extract: ({ signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              aborted = true
              reject(signal.reason)
            })
          }),
      })
      const { tenantId, runId } = await queues.submit()
      await until(async () => (await queues.ledger.read(runId)).steps.extract?.status === 'running')

      await inTenant(queues.ledger.db, tenantId, (tx) => cancelRun(tx, { tenantId, runId }))

      await until(async () => aborted)
      await worker.stop()
      expect((await queues.ledger.read(runId)).status).toBe('cancelled')
    })

    it('hands a step that is at work to another worker at shutdown', async () => {
      const patient: Processor = ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      const leaving = await queues.startWorker({ extract: patient })
      const { runId } = await queues.submit()
      await until(async () => (await queues.ledger.read(runId)).steps.extract?.status === 'running')

      const staying = await queues.startWorker()
      await leaving.stop(50)

      await ended(runId, 'completed', resumedWithinMs)
      await staying.stop()
      expect((await queues.ledger.read(runId)).steps.extract).toMatchObject({ attempts: 1, crashes: 0 })
    })

    it('takes over a step whose worker vanished', async () => {
      const { runId } = await queues.submit()
      await until(async () => (await queues.ledger.read(runId)).steps.normalize?.status === 'dispatched')
      await queues.ledger.admin.query(
        `UPDATE step SET status = 'running', claim = 1, crashes = 1, attempts = 1, lease_until = now() + interval '1 second' WHERE run_id = $1 AND name = 'normalize'`,
        [runId],
      )

      const worker = await queues.startWorker()
      await ended(runId, 'completed', resumedWithinMs)
      await worker.stop()

      expect((await queues.ledger.read(runId)).steps.normalize).toMatchObject({ attempts: 2, crashes: 0 })
    })

    it('finds steps again whose jobs were lost', async () => {
      const runs = await Promise.all(Array.from({ length: 20 }, () => queues.submit()))
      for (const queue of queues.producer.queues()) await queue.obliterate({ force: true })

      const worker = await queues.startWorker()
      for (const { runId } of runs) await ended(runId, 'completed', resumedWithinMs)
      await worker.stop()
    })

    it('takes up a retry when it is due', async () => {
      let failures = 1
      const worker = await queues.startWorker(
        {
          reconcile: async () => {
            if (failures-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
            return { kind: 'done' }
          },
        },
        { retryPolicy: { firstDelayMs: 100, maxDelayMs: 100, budgetMs: 60_000 } },
      )

      const { runId } = await queues.submit()
      await ended(runId)
      await worker.stop()

      expect((await queues.ledger.read(runId)).totals).toMatchObject({ retries: 1 })
    })
  })
})
