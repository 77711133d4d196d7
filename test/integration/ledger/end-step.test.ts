import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { newId } from '../../../src/platform/ids.ts'
import { endStep } from '../../../src/runs/end-step.ts'
import { insertRun } from '../../../src/storage/runs.ts'
import { claimStep, maxCrashes } from '../../../src/storage/steps.ts'
import { dispatchDueSteps } from '../../../src/storage/sweep.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { openLedger, type TestLedger, traceparent } from '../../support/ledger.ts'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const claim = async (ref: { tenantId: string; runId: string }, step: string, epoch = 1) => {
  const claimed = await claimStep(ledger.db, { ...ref, step, epoch }, maxCrashes - 1)
  if (!claimed) throw new Error(`${step} cannot be claimed`)
  return { ...ref, step, claim: claimed.claim }
}

const endAll = async (ref: { tenantId: string; runId: string }, steps: readonly string[]) => {
  for (const step of steps) await endStep(ledger.db, await claim(ref, step), { end: { status: 'done' } })
}

/** A run of four steps side by side and one that needs them all. */
const submitFan = async (join: boolean) => {
  const [tenantId, runId] = [newId(), newId()]
  const side = ['a', 'b', 'c', 'd']
  const step = (name: string, needs: string[]) => ({
    ...{ name, needs, queue: 'extract', required: true, share: 1, detail: null, pending: needs.length },
    status: needs.length === 0 ? ('ready' as const) : ('waiting' as const),
  })
  const steps = [...side.map((name) => step(name, [])), ...(join ? [step('join', side)] : [])]
  await inTenant(ledger.db, tenantId, (tx) =>
    insertRun(
      tx,
      {
        ...{ tenantId, runId, meetingId: null, kind: 'meeting', generation: 1, revision: 1 },
        ...{ priority: 'normal', params: {}, traceparent, steps },
      },
      1_000,
    ),
  )
  return { ref: { tenantId, runId }, side }
}

describe('ending a step', () => {
  it('fires a join exactly once when four steps end at the same moment', async () => {
    const fans = await Promise.all(Array.from({ length: 25 }, () => submitFan(true)))
    for (const { ref, side } of fans) {
      const claims = await Promise.all(side.map((step) => claim(ref, step)))

      const ended = await Promise.all(claims.map((held) => endStep(ledger.db, held, { end: { status: 'done' } })))

      expect(ended.flatMap((one) => one.dispatch.map((dispatch) => `${dispatch.step} ${dispatch.epoch}`))).toEqual([
        'join 1',
      ])
    }
  })

  it('ends the run exactly once when its four last steps end at the same moment', async () => {
    const fans = await Promise.all(Array.from({ length: 25 }, () => submitFan(false)))
    for (const { ref, side } of fans) {
      const claims = await Promise.all(side.map((step) => claim(ref, step)))

      await Promise.all(claims.map((held) => endStep(ledger.db, held, { end: { status: 'done' } })))

      expect(await ledger.events(ref.runId)).toEqual(['run.completed'])
      expect(await ledger.read(ref.runId)).toMatchObject({ status: 'completed', openSteps: 0, progress: 100 })
    }
  })

  it('leaves nothing of a worker whose claim is not the latest', async () => {
    const ref = await ledger.submit()
    const slow = await claim(ref, 'normalize')
    await ledger.expireLeases()
    const [again] = await dispatchDueSteps(ledger.db, 10)
    const quick = await claim(ref, 'normalize', again?.epoch)

    const late = endStep(ledger.db, slow, {
      end: { status: 'done' },
      effects: async (tx) => {
        await tx.$executeRaw`INSERT INTO idempotency_key (tenant_id, key, fingerprint) VALUES (${ref.tenantId}::uuid, 'trace of the slow one', '')`
        return {}
      },
    })

    await expect(late).rejects.toMatchObject({ code: 'fenced' })
    const { rows } = await ledger.admin.query(`SELECT 1 FROM idempotency_key WHERE key = 'trace of the slow one'`)
    expect(rows).toEqual([])
    await expect(endStep(ledger.db, quick, { end: { status: 'done' } })).resolves.toMatchObject({
      dispatch: [{ step: 'extract' }],
    })
  })

  it('lets a worker that was only slow commit while nobody else has claimed its step', async () => {
    const ref = await ledger.submit()
    const slow = await claim(ref, 'normalize')
    await ledger.expireLeases()
    const [again] = await dispatchDueSteps(ledger.db, 10)

    await endStep(ledger.db, slow, { end: { status: 'done' } })

    expect(again?.epoch).toBe(2)
    expect(await claimStep(ledger.db, { ...ref, step: 'normalize', epoch: 2 }, maxCrashes)).toBeUndefined()
    expect((await ledger.read(ref.runId)).steps.normalize).toMatchObject({ status: 'done', crashes: 0 })
  })

  it('is a no-op for a step that has ended', async () => {
    const ref = await ledger.submit()
    const held = await claim(ref, 'normalize')
    await endStep(ledger.db, held, { end: { status: 'done' } })

    await expect(endStep(ledger.db, held, { end: { status: 'done' } })).rejects.toThrow(AppError)
    expect((await ledger.read(ref.runId)).openSteps).toBe(4)
  })

  it('skips what depends on a required step that ended badly, and says why the run failed', async () => {
    const ref = await ledger.submit()
    await endAll(ref, ['normalize'])

    const error = { code: 'analysis_failed', message: 'no', retryable: false } as const
    await endStep(ledger.db, await claim(ref, 'extract'), { end: { status: 'parked', error } })

    const run = await ledger.read(ref.runId)
    expect(run).toMatchObject({ status: 'parked', openSteps: 0, error: { step: 'extract', code: 'analysis_failed' } })
    expect(['reconcile', 'reason', 'summarize'].map((step) => run.steps[step]?.status)).toEqual([
      'skipped',
      'skipped',
      'skipped',
    ])
    expect(run.progress).toBeLessThan(100)
    expect(await ledger.events(ref.runId)).toEqual(['run.parked'])
  })

  it('completes with gaps when an optional step ended badly', async () => {
    const ref = await ledger.submit()
    await endAll(ref, ['normalize', 'extract', 'reconcile', 'reason'])

    const error = { code: 'analysis_failed', message: 'no', retryable: false } as const
    await endStep(ledger.db, await claim(ref, 'summarize'), { end: { status: 'parked', error } })

    expect(await ledger.read(ref.runId)).toMatchObject({ status: 'completed_with_gaps', progress: 100 })
    expect(await ledger.events(ref.runId)).toEqual(['run.completed'])
  })

  it('leaves out steps on request, and runs without them to completion', async () => {
    const ref = await ledger.submit({ skip: ['summarize', 'reason'] })

    await endAll(ref, ['normalize', 'extract', 'reconcile'])

    expect(await ledger.read(ref.runId)).toMatchObject({ status: 'completed', progress: 100 })
  })

  it('lets the progress of a run only rise', async () => {
    const ref = await ledger.submit()
    const seen: number[] = []
    for (const step of ['normalize', 'extract', 'summarize', 'reconcile', 'reason']) {
      await endAll(ref, [step])
      seen.push((await ledger.read(ref.runId)).progress)
    }

    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBe(100)
  })
})
