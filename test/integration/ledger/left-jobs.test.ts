import { randomUUID } from 'node:crypto'
import type { Queue } from 'bullmq'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeliveryPayload, StepPayload } from '../../../queues/payloads.ts'
import type { Dispatch } from '../../../src/domain/run/dispatch.ts'
import { createClearLeftJobs } from '../../../src/runs/clear-left-jobs.ts'
import { openLedger, openStepRunner, silentLogger, type TestLedger } from '../../support/ledger.ts'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

/** Looks twice at a queue on which these jobs are active; the answer tells what each look has taken off. */
const lookTwice = async (jobs: readonly (StepPayload | DeliveryPayload)[]): Promise<string[][]> => {
  const forgotten: string[] = []
  const queue = { getActive: async () => jobs.map((data) => ({ data })) } as unknown as Queue
  const forget = async (_queue: Queue, jobId: string): Promise<void> => void forgotten.push(jobId)
  const clear = createClearLeftJobs({ db: ledger.db, queues: () => [queue], forget, logger: silentLogger })
  await clear()
  const first = forgotten.splice(0)
  await clear()
  return [first, forgotten]
}

const jobOfAStep = async (): Promise<Dispatch> => {
  const { dispatch } = await ledger.submit()
  if (!dispatch[0]) throw new Error('nothing was dispatched')
  return dispatch[0]
}

describe('jobs that a worker has locked', () => {
  it('stay while their step waits for it', async () => {
    expect(await lookTwice([await jobOfAStep()])).toEqual([[], []])
  })

  it('are taken off when their step was dispatched anew, at the second look', async () => {
    const job = await jobOfAStep()
    await ledger.admin.query('UPDATE step SET epoch = epoch + 1 WHERE run_id = $1 AND name = $2', [job.runId, job.step])

    expect(await lookTwice([job])).toEqual([[], [`${job.runId}-${job.step}-${job.epoch}`]])
  })

  it('are taken off when their step is done', async () => {
    const job = await jobOfAStep()
    const runner = openStepRunner(ledger)
    await runner.runAll([job])
    await runner.close()

    expect((await lookTwice([job]))[1]).toHaveLength(1)
  })

  it('are taken off when nothing is known of their delivery', async () => {
    const job = { tenantId: randomUUID(), deliveryId: randomUUID(), epoch: 2 }

    expect(await lookTwice([job])).toEqual([[], [`${job.deliveryId}-2`]])
  })
})
