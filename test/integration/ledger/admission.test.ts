import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { admitRuns } from '../../../src/storage/sweep.ts'
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

const submitMany = async (count: number, options: Parameters<TestLedger['submit']>[0]) => {
  const runs = []
  for (let index = 0; index < count; index += 1) runs.push(await ledger.submit(options))
  return runs
}

describe('admission', () => {
  it('lets a submission in at once while there is room, and queues it when there is none', async () => {
    const runs = await submitMany(4, { window: 2 })

    expect(runs.map((run) => run.dispatch.length)).toEqual([1, 1, 0, 0])
    expect(await Promise.all(runs.map(async (run) => (await ledger.read(run.runId)).status))).toEqual([
      'running',
      'running',
      'accepted',
      'accepted',
    ])
  })

  it('gives the room that an ended run leaves to the next', async () => {
    const [first, second] = await submitMany(2, { window: 1 })
    const worker = openStepRunner(ledger)

    await worker.runAll(first?.dispatch ?? [])
    await worker.close()

    expect((await ledger.read(second?.runId ?? '')).status).toBe('completed')
  })

  it('takes tenants in turn, however many runs one of them has waiting', async () => {
    const [noisy, quiet] = [newId(), newId()]
    await submitMany(20, { tenantId: noisy, window: 0 })
    await submitMany(3, { tenantId: quiet, window: 0 })

    const admitted = await admitRuns(ledger.db, 6)

    expect(admitted.filter((one) => one.tenantId === quiet)).toHaveLength(3)
    expect(admitted.filter((one) => one.tenantId === noisy)).toHaveLength(3)
  })

  it('prefers inside a tenant what is live to what is normal, and that to what fills up', async () => {
    const tenantId = newId()
    const [backfill] = await submitMany(1, { tenantId, window: 0, priority: 'backfill' })
    const [normal] = await submitMany(1, { tenantId, window: 0, priority: 'normal' })
    const [live] = await submitMany(1, { tenantId, window: 0, priority: 'live' })

    const order = []
    for (let window = 1; window <= 3; window += 1) order.push(...(await admitRuns(ledger.db, window)))

    expect(order.map((one) => one.runId)).toEqual([live?.runId, normal?.runId, backfill?.runId])
  })

  it('admits each run once when several processes admit at the same moment', async () => {
    await submitMany(30, { tenantId: newId(), window: 0 })

    const admitted = (await Promise.all(Array.from({ length: 6 }, () => admitRuns(ledger.db, 20)))).flat()

    expect(admitted).toHaveLength(20)
    expect(new Set(admitted.map((one) => one.runId)).size).toBe(20)
  })

  it('lets a tenant in that has few at work although the window is full, and no flood', async () => {
    const noisy = newId()
    const flood = await submitMany(20, { tenantId: noisy, window: 16 })
    const few = await submitMany(3, { tenantId: newId(), window: 16 })
    const live = await ledger.submit({ tenantId: noisy, window: 16, priority: 'live' })

    expect(flood.filter((run) => run.dispatch.length > 0)).toHaveLength(16)
    expect(few.map((run) => run.dispatch.length)).toEqual([1, 1, 0])
    expect(live.dispatch).toHaveLength(1)
    expect(live.dispatch[0]?.turn).toBeLessThan(flood[1]?.dispatch[0]?.turn ?? 0)
  })

  it('never has more than twice the window at work, however many tenants there are', async () => {
    await submitMany(40, { window: 16 })

    const { rows } = await ledger.admin.query('SELECT count(*)::int AS n FROM run WHERE admitted_at IS NOT NULL')
    expect(rows[0].n).toBe(32)
    expect(await admitRuns(ledger.db, 16)).toEqual([])
  })

  it('does not count a run that waits for a retry', async () => {
    const [waiting] = await submitMany(1, { window: 1 })
    await ledger.admin.query(`UPDATE run SET waiting_until = now() + interval '1 hour' WHERE id = $1`, [waiting?.runId])

    const [next] = await submitMany(1, { window: 1 })

    expect(next?.dispatch).toHaveLength(1)
  })
})
