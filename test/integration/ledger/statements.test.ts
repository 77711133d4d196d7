import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countStatements } from '../../support/count-statements.ts'
import { openLedger, openStepRunner, type TestLedger } from '../../support/ledger.ts'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const allQueues = ['ingest', 'extract', 'reconcile', 'reason', 'summarize']

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
