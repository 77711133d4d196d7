import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { newId } from '../../../src/platform/ids.ts'
import { cancelRun } from '../../../src/runs/cancel-run.ts'
import { createReplayRun, createResumeRun } from '../../../src/runs/resume-run.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { openLedger, openStepRunner, type TestLedger, until } from '../../support/ledger.ts'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

type Ref = { tenantId: string; runId: string }
const cancel = ({ tenantId, runId }: Ref) => inTenant(ledger.db, tenantId, (tx) => cancelRun(tx, { tenantId, runId }))
const resume = ({ tenantId, runId }: Ref, from?: string) =>
  inTenant(ledger.db, tenantId, (tx) =>
    createResumeRun({ admissionWindow: 64 })(tx, { tenantId, runId, ...(from ? { from } : {}) }),
  )

describe('cancelling', () => {
  it('stops a step in flight and commits nothing of it', async () => {
    let aborted = false
    const worker = openStepRunner(ledger, {
      normalize: ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = true
            // It ignores the signal and wants to commit all the same.
            resolve({ kind: 'done', commit: async () => ({ totals: { insightCount: 1 } }) })
          })
        }),
    })
    const run = await ledger.submit()
    const running = run.dispatch.map(worker.run)
    await until(async () => (await ledger.read(run.runId)).steps.normalize?.status === 'running')

    await cancel(run)
    await Promise.all(running)
    await worker.close()

    expect(aborted).toBe(true)
    const ended = await ledger.read(run.runId)
    expect(ended).toMatchObject({ status: 'cancelled', openSteps: 0 })
    expect(new Set(Object.values(ended.steps).map((step) => step.status))).toEqual(new Set(['cancelled']))
    expect(worker.collector.dispatches).toEqual([])
  })

  it('is harmless twice, refused for a run that ended otherwise, and blind to another tenant', async () => {
    const run = await ledger.submit()
    await cancel(run)
    await cancel(run)
    const done = await ledger.submit()
    const worker = openStepRunner(ledger)
    await worker.runAll(done.dispatch)
    await worker.close()

    await expect(cancel(done)).rejects.toMatchObject({ code: 'conflict' })
    await expect(cancel({ ...done, tenantId: newId() })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('resuming', () => {
  it('does again what did not get done, with higher epochs and claims', async () => {
    let broken = true
    const worker = openStepRunner(ledger, {
      extract: async () => {
        if (broken) throw new AppError('analysis_failed', 'the model is down')
        return { kind: 'done' }
      },
    })
    const run = await ledger.submit()
    await worker.runAll(run.dispatch)
    const before = await ledger.read(run.runId)
    broken = false

    const { dispatch } = await resume(run)
    await worker.runAll(dispatch)
    await worker.close()

    const after = await ledger.read(run.runId)
    expect(before.status).toBe('parked')
    expect(after).toMatchObject({ status: 'completed', progress: 100, error: null })
    expect(after.steps.normalize).toMatchObject({ epoch: 1, attempts: 1 })
    expect(after.steps.extract).toMatchObject({ epoch: 2, claim: 2 })
    expect(await ledger.events(run.runId)).toEqual(['run.parked', 'run.completed'])
  })

  it('starts a completed run over from a step, with all that depends on it, and keeps its progress', async () => {
    const started: string[] = []
    const worker = openStepRunner(ledger, {
      reconcile: async ({ step }) => {
        started.push(step)
        return { kind: 'done' }
      },
    })
    const run = await ledger.submit()
    await worker.runAll(run.dispatch)

    const { dispatch } = await resume(run, 'reconcile')
    const reopened = await ledger.read(run.runId)
    await worker.runAll(dispatch)
    await worker.close()

    expect(reopened).toMatchObject({ status: 'running', openSteps: 2, progress: 100 })
    expect(reopened.steps).toMatchObject({ summarize: { status: 'done' }, reason: { status: 'waiting', pending: 1 } })
    expect(started).toEqual(['reconcile', 'reconcile'])
    expect(await ledger.read(run.runId)).toMatchObject({ status: 'completed' })
    expect(await ledger.events(run.runId)).toEqual(['run.completed', 'run.completed'])
  })

  it('is refused while the run is at work, for an unknown step, and when there is nothing to do', async () => {
    const run = await ledger.submit()
    await expect(resume(run)).rejects.toMatchObject({ code: 'conflict' })
    const worker = openStepRunner(ledger)
    await worker.runAll(run.dispatch)
    await worker.close()

    await expect(resume(run)).rejects.toMatchObject({ code: 'conflict' })
    await expect(resume(run, 'finalize')).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('replaying', () => {
  it('does every step again but those that nobody wanted', async () => {
    const run = await ledger.submit({ skip: ['summarize'] })
    const worker = openStepRunner(ledger)
    await worker.runAll(run.dispatch)

    const replayRun = createReplayRun({ admissionWindow: 64 })
    const { tenantId, runId } = run
    const { dispatch } = await inTenant(ledger.db, tenantId, (tx) => replayRun(tx, { tenantId, runId }))
    await worker.runAll(dispatch)
    await worker.close()

    const again = await ledger.read(runId)
    expect(again.status).toBe('completed')
    expect(again.steps).toMatchObject({
      normalize: { epoch: 2 },
      reason: { epoch: 2 },
      summarize: { status: 'skipped', epoch: 0 },
    })
  })
})
