import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openLedger, openStepRunner, type TestLedger } from '../../support/ledger.ts'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const allQueues = ['ingest', 'extract', 'reconcile', 'reason', 'summarize']

/** Statements that this process sends to Postgres while it works. */
const countStatements = async (work: () => Promise<unknown>): Promise<number> => {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  await work()
  const { length } = spy.mock.calls
  spy.mockRestore()
  return length
}

describe('a run of five empty steps', () => {
  it('takes four statements to submit, transaction included', async () => {
    expect(await countStatements(() => ledger.submit())).toBe(4)
  })

  it('takes 12 statements when the process goes on with what it made ready', async () => {
    const worker = openStepRunner(ledger, {}, { room: allQueues, renewEveryMs: 60_000 })
    const { dispatch } = await ledger.submit()

    // claim, 4 ends, and for the last one: begin, tenant, end, outcome, event, commit; one end is found to be the last.
    expect(await countStatements(() => worker.runAll(dispatch))).toBe(12)
    await worker.close()
  })

  it('takes 15 statements when every step travels through the queue', async () => {
    const worker = openStepRunner(ledger, {}, { renewEveryMs: 60_000 })
    const { dispatch } = await ledger.submit()

    // As above, with a claim for each of the other four; the last one is known to be the last.
    expect(await countStatements(() => worker.runAll(dispatch))).toBe(15)
    await worker.close()
  })
})
