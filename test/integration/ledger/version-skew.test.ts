import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Processor } from '../../../processors/outcome.ts'
import type { Dispatch } from '../../../src/domain/run/dispatch.ts'
import { until } from '../../support/ledger.ts'
import { backends, isAvailable, openQueues, type TestQueues } from '../../support/queues.ts'

const done: Processor = async () => ({ kind: 'done' })

describe.each(backends.filter(isAvailable))('releases side by side on %s', (backend) => {
  let queues: TestQueues
  beforeAll(async () => {
    queues = await openQueues(backend)
  })
  afterAll(() => queues.close())

  const addJob = async (dispatch: Dispatch | undefined, write: (payload: Omit<Dispatch, 'queue'>) => object) => {
    if (!dispatch) throw new Error('nothing was dispatched')
    const { queue: name, ...payload } = dispatch
    const queue = queues.producer.queues().find((one) => one.name === name)
    const jobId = `${payload.runId}-${payload.step}-${payload.epoch}`
    await queue?.add(payload.step, write(payload), { jobId, removeOnComplete: true, removeOnFail: true })
    return { state: async () => queue?.getJobState(jobId) }
  }
  const completed = (runId: string) =>
    until(async () => {
      const run = await queues.ledger.read(runId)
      return run.status === 'completed' && run
    })

  it('a job of a newer release is handed back by an older worker until a newer one takes it', async () => {
    const run = await queues.ledger.submit()
    const older = await queues.startWorker({}, { payloadVersion: 1 })
    const job = await addJob(run.dispatch[0], (payload) => ({ v: 2, work: payload }))
    await until(async () => (await job.state()) === 'delayed')
    const waiting = await queues.ledger.read(run.runId)
    await older.stop()
    const again = await queues.ledger.submit()
    await addJob(again.dispatch[0], (payload) => ({ v: 2, ...payload }))
    const newer = await queues.startWorker({}, { payloadVersion: 2 })
    const ended = await completed(again.runId)
    await newer.stop()

    expect(waiting.steps.normalize).toMatchObject({ status: 'dispatched', attempts: 0, crashes: 0, error: null })
    expect(ended.steps.normalize).toMatchObject({ attempts: 1, epoch: 1 })
  })

  it('a job of an older release is read as it is', async () => {
    const run = await queues.ledger.submit()
    await addJob(run.dispatch[0], ({ turn: _turn, ...payload }) => payload)
    const worker = await queues.startWorker({}, { payloadVersion: 2 })
    const ended = await completed(run.runId)
    await worker.stop()

    expect(ended.steps.normalize).toMatchObject({ attempts: 1, epoch: 1 })
  })

  it('a step that an older worker does not know waits for a newer one, and nothing of the run fails', async () => {
    const older = await queues.startWorker({}, { registry: (step) => (step === 'reason' ? undefined : done) })
    const { runId } = await queues.submit()
    const held = await until(async () => {
      const { steps } = await queues.ledger.read(runId)
      return steps.reason?.detail?.startsWith('waits for a worker') && steps.reason
    })
    const newer = await queues.startWorker()
    await older.stop()
    const ended = await completed(runId)
    await newer.stop()

    expect(held).toMatchObject({ error: null, crashes: 0 })
    expect(ended.steps.reason?.status).toBe('done')
  })
})
