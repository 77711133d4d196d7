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

  it('takes 7 statements when the process goes on with what it made ready', async () => {
    const worker = openStepRunner(ledger, {}, { room: allQueues, renewEveryMs: 60_000 })
    const { dispatch } = await ledger.submit()

    // A claim and five ends; of the two that end together one learns only then that it is the last, and ends again.
    expect(await countStatements(() => worker.runAll(dispatch))).toBe(7)
    await worker.close()
  })

  it('takes 10 statements when every step travels through the queue', async () => {
    const worker = openStepRunner(ledger, {}, { renewEveryMs: 60_000 })
    const { dispatch } = await ledger.submit()

    // Five claims and five ends: the last one knows that it is the last.
    expect(await countStatements(() => worker.runAll(dispatch))).toBe(10)
    await worker.close()
  })
})
