import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOfflineAnalyst } from '../../../src/analysis/offline/offline-analyst.ts'
import { countStatements } from '../../support/count-statements.ts'
import { openLedger, openStepRunner, type TestLedger } from '../../support/ledger.ts'
import { addMeeting, addTenant, openPipeline } from '../../support/pipeline.ts'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const allQueues = ['ingest', 'extract', 'reconcile', 'reason', 'summarize']

describe('a run of five empty steps', () => {
  it('takes three statements to submit, transaction included', async () => {
    expect(await countStatements(() => ledger.submit())).toBe(3)
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

describe('a meeting', () => {
  const lines = ['Ana: HULL-7 is in progress.', 'Bo: I will call the painter on Friday.', 'Ana: HULL-7 is done.']
  const readBy = async (room: readonly string[]) => {
    const tenantId = await addTenant(ledger)
    const pipeline = openPipeline(ledger, createOfflineAnalyst(), { room })
    const meeting = await addMeeting(ledger, tenantId, { lines })
    const reads = await countStatements(() => pipeline.process(meeting), String.raw`FROM segment\n`)
    const { rows } = await ledger.admin.query(
      `SELECT (SELECT json_agg(json_build_array(dim, from_value, to_value) ORDER BY order_key, dim) FROM transition WHERE tenant_id = $1) AS changes,
              (SELECT json_agg(json_build_array(kind, content_hash) ORDER BY content_hash) FROM insight WHERE tenant_id = $1) AS insights,
              (SELECT json_agg(json_build_array(persona, level, text) ORDER BY persona, level) FROM summary WHERE tenant_id = $1) AS summaries`,
      [tenantId],
    )
    return { reads, left: rows[0] }
  }

  it('is read once by a process that goes on with it, three times through the queue, and leaves the same', async () => {
    const [inPlace, queued] = [await readBy(allQueues), await readBy([])]

    expect([inPlace.reads, queued.reads]).toEqual([1, 3])
    expect(inPlace.left).toEqual(queued.left)
    expect(inPlace.left).toEqual({
      changes: expect.any(Array),
      insights: expect.any(Array),
      summaries: expect.any(Array),
    })
  })
})
