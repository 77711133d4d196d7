import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Dispatch } from '../../../src/domain/run/dispatch.ts'
import { claimStep } from '../../../src/runs/claim-step.ts'
import { createSuspectGate } from '../../../src/runs/suspect-gate.ts'
import { openLedger, openStepRunner, type TestLedger } from '../../support/ledger.ts'

let ledger: TestLedger
const all: TestLedger[] = []
beforeEach(async () => {
  ledger = await openLedger()
  all.push(ledger)
})
afterAll(async () => {
  for (const one of all) await one.close()
})

/** A process that claims what it is given and dies: its leases run out, and the sweep frees what it held. */
const crashWith = async (dispatches: readonly Dispatch[]): Promise<Dispatch[]> => {
  const suspects = createSuspectGate()
  for (const dispatch of dispatches) await claimStep({ db: ledger.db, suspects }, dispatch)
  await ledger.expireLeases()
  await ledger.admin.query(`UPDATE step SET next_at = now() WHERE status = 'ready' AND next_at IS NOT NULL`)
  const survivor = openStepRunner(ledger)
  await survivor.sweep()
  await survivor.close()
  return survivor.collector.dispatches
}

describe('a step that takes its worker with it', () => {
  it('is parked after three starts that vanished, with the run', async () => {
    const { runId, dispatch } = await ledger.submit()

    let next: Dispatch[] = dispatch
    for (let start = 1; start <= 3; start += 1) next = await crashWith(next)

    expect(next).toEqual([])
    expect(await ledger.read(runId)).toMatchObject({ status: 'parked', error: { code: 'crash', step: 'normalize' } })
    expect(await ledger.events(runId)).toEqual(['run.parked'])
  })

  it('does not take bystanders with it into the parking lot', async () => {
    const poison = await ledger.submit()
    const innocent = await Promise.all(Array.from({ length: 10 }, () => ledger.submit()))
    const isPoison = (dispatch: Dispatch): boolean => dispatch.runId === poison.runId
    let next = [...poison.dispatch, ...innocent.flatMap((one) => one.dispatch)]
    for (let crash = 1; crash <= 3; crash += 1)
      next = await crashWith([...next.filter(isPoison), ...next.filter((one) => !isPoison(one))])

    const worker = openStepRunner(ledger)
    for (let turn = 0; turn < 15; turn += 1) {
      await worker.runAll(next)
      await ledger.admin.query(`UPDATE step SET next_at = now() WHERE status = 'ready' AND next_at IS NOT NULL`)
      await worker.sweep()
      next = worker.collector.dispatches.splice(0)
    }
    await worker.close()

    expect((await ledger.read(poison.runId)).status).toBe('parked')
    const statuses = await Promise.all(innocent.map(async ({ runId }) => (await ledger.read(runId)).status))
    expect(statuses).toEqual(innocent.map(() => 'completed'))
  })

  it('counts only starts without any outcome', async () => {
    const { runId, dispatch } = await ledger.submit()
    let next = await crashWith(await crashWith(dispatch))
    expect((await ledger.read(runId)).steps.normalize?.crashes).toBe(2)

    const worker = openStepRunner(ledger, {
      normalize: async () => ({ kind: 'deferred', untilMs: 0, reason: 'not yet' }),
    })
    await worker.runAll(next)
    await worker.sweep()
    await worker.close()

    expect((await ledger.read(runId)).steps.normalize).toMatchObject({ status: 'dispatched', crashes: 0 })
    next = await crashWith(worker.collector.dispatches)
    expect(next).toHaveLength(1)
  })
})

describe('a suspect', () => {
  it('runs alone: another one that comes meanwhile is put off', async () => {
    const suspects = createSuspectGate()
    const [first, second] = await crashWith(
      (await Promise.all([ledger.submit(), ledger.submit()])).flatMap((one) => one.dispatch),
    )
    if (!first || !second) throw new Error('not dispatched again')

    const held = await claimStep({ db: ledger.db, suspects }, first)
    const refused = await claimStep({ db: ledger.db, suspects }, second)

    expect(held).toMatchObject({ crashes: 1 })
    expect(refused).toBeUndefined()
    expect((await ledger.read(second.runId)).steps.normalize).toMatchObject({ status: 'ready', crashes: 1 })
    held?.release()
    expect(await suspects.enter(0)).toBe(true)
  })
})
