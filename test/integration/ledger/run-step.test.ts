import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Processor } from '../../../processors/outcome.ts'
import { AppError } from '../../../src/domain/errors.ts'
import { openLedger, openStepRunner, type TestLedger, until } from '../../support/ledger.ts'

let ledger: TestLedger
const opened: { close: () => Promise<void> }[] = []
const runner = (...options: Parameters<typeof openStepRunner> extends [unknown, ...infer Rest] ? Rest : never) => {
  const open = openStepRunner(ledger, ...options)
  opened.push(open)
  return open
}
beforeAll(async () => {
  ledger = await openLedger()
})
afterEach(async () => {
  for (const open of opened.splice(0)) await open.close()
})
afterAll(() => ledger.close())

const failing =
  (error: unknown): Processor =>
  async () => {
    throw error
  }

describe('a step that runs', () => {
  it('leads through the whole pipeline, each step dispatched once', async () => {
    const { runAll } = runner()
    const { runId, dispatch } = await ledger.submit()

    await runAll(dispatch)

    const run = await ledger.read(runId)
    expect(run).toMatchObject({ status: 'completed', progress: 100, totals: { retries: 0 } })
    expect(
      Object.values(run.steps).map(({ name, status, epoch, attempts }) => ({ name, status, epoch, attempts })),
    ).toEqual(
      ['extract', 'normalize', 'reason', 'reconcile', 'summarize'].map((name) => ({
        name,
        status: 'done',
        epoch: 1,
        attempts: 1,
      })),
    )
  })

  it('goes on with what it made ready where there is room, without the queue', async () => {
    const { runAll, collector } = runner({}, { room: ['extract', 'reconcile', 'reason', 'summarize'] })
    const { runId, dispatch } = await ledger.submit()

    await runAll(dispatch)

    expect(await ledger.read(runId)).toMatchObject({ status: 'completed' })
    expect(collector.dispatches).toEqual([])
  })

  it('is told ids and numbers, and adds its figures to the run', async () => {
    const told: unknown[] = []
    const { runAll } = runner({
      extract: async ({ signal: _, report: __, carried: ___, ...context }) => {
        told.push(context)
        return { kind: 'done', commit: async () => ({ totals: { insightCount: 3 }, result: { memoKeys: ['k'] } }) }
      },
    })
    const { tenantId, runId, dispatch } = await ledger.submit({ params: { names: ['n-1'] } })

    await runAll(dispatch)

    expect(told).toEqual([
      {
        tenantId,
        runId,
        step: 'extract',
        meetingId: null,
        generation: 1,
        revision: 1,
        params: { names: ['n-1'] },
        traceId: '1'.repeat(32),
      },
    ])
    expect((await ledger.read(runId)).totals).toMatchObject({ insightCount: 3 })
  })

  it('ends quietly when its dispatch is stale', async () => {
    let starts = 0
    const { run } = runner({
      normalize: async () => {
        starts += 1
        return { kind: 'done' }
      },
    })
    const { dispatch } = await ledger.submit()
    const [first] = dispatch
    if (!first) throw new Error('not dispatched')

    await run(first)
    await run(first)
    await run({ ...first, epoch: 7 })

    expect(starts).toBe(1)
  })
})

describe('a step that fails', () => {
  it('is tried again later when the failure passes, and its run gives up its room', async () => {
    const { runAll, sweep, collector } = runner({
      normalize: failing(new AppError('rate_limited', 'slow down', { retryAfterMs: 60_000 })),
    })
    const { runId, dispatch } = await ledger.submit()

    await runAll(dispatch)
    await sweep()

    expect((await ledger.read(runId)).steps.normalize).toMatchObject({
      status: 'ready',
      crashes: 0,
      error: { code: 'rate_limited' },
    })
    const { rows } = await ledger.admin.query(
      "SELECT waiting_until > now() + interval '50 seconds' AS waits FROM run WHERE id = $1",
      [runId],
    )
    expect(rows).toEqual([{ waits: true }])
    expect(collector.dispatches.filter((one) => one.runId === runId)).toEqual([])
  })

  it('comes back when its time has come, and succeeds', async () => {
    let failures = 1
    const { runAll, sweep, collector } = runner(
      {
        normalize: async () => {
          if (failures-- > 0) throw new AppError('timeout', 'not now')
          return { kind: 'done' }
        },
      },
      { retryPolicy: { firstDelayMs: 0, maxDelayMs: 0, budgetMs: 60_000 } },
    )
    const { runId, dispatch } = await ledger.submit()
    await runAll(dispatch)

    await sweep()
    await runAll(collector.dispatches.splice(0).filter((one) => one.runId === runId))

    expect(await ledger.read(runId)).toMatchObject({ status: 'completed', totals: { retries: 1 } })
  })

  it('is parked as exhausted once it has failed for longer than its budget', async () => {
    const { run } = runner({ normalize: failing(new AppError('timeout', 'never')) })
    const { runId, dispatch } = await ledger.submit()
    await ledger.admin.query(`UPDATE step SET first_failed_at = now() - interval '3 hours' WHERE run_id = $1`, [runId])

    for (const one of dispatch) await run(one)

    expect(await ledger.read(runId)).toMatchObject({
      status: 'parked',
      error: { code: 'exhausted', step: 'normalize' },
    })
  })

  it.each([
    ['parked', new AppError('analysis_failed', 'the model answers nonsense'), 'analysis_failed'],
    ['parked', new TypeError('a bug'), 'internal'],
    ['failed', new AppError('empty_transcript', 'nothing to read'), 'empty_transcript'],
  ] as const)('is %s at once when it cannot pass: %s', async (status, error, code) => {
    const { runAll } = runner({ normalize: failing(error) })
    const { runId, dispatch } = await ledger.submit()

    await runAll(dispatch)

    expect(await ledger.read(runId)).toMatchObject({ status, error: { code, step: 'normalize' } })
    expect(await ledger.events(runId)).toEqual([`run.${status}`])
  })

  it('leaves nothing behind when its commit fails', async () => {
    const { runAll } = runner({
      normalize: async ({ tenantId }) => ({
        kind: 'done',
        commit: async (tx) => {
          await tx.$executeRaw`INSERT INTO idempotency_key (tenant_id, key, fingerprint) VALUES (${tenantId}::uuid, 'half', '')`
          throw new AppError('analysis_failed', 'found out late')
        },
      }),
    })
    const { runId, dispatch } = await ledger.submit()

    await runAll(dispatch)

    expect((await ledger.read(runId)).status).toBe('parked')
    expect((await ledger.admin.query(`SELECT 1 FROM idempotency_key WHERE key = 'half'`)).rows).toEqual([])
  })

  it("commits once after transactions that were in each other's way", async () => {
    let commits = 0
    const { runAll } = runner({
      normalize: async () => ({
        kind: 'done',
        commit: async () => {
          commits += 1
          if (commits < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
          return undefined
        },
      }),
    })
    const { runId, dispatch } = await ledger.submit()

    await runAll(dispatch)

    expect(commits).toBe(3)
    expect((await ledger.read(runId)).steps.normalize).toMatchObject({ status: 'done', attempts: 1 })
  })
})

describe('a step that is interrupted', () => {
  const interruptible: Processor = ({ signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })

  it('is given back at shutdown, for somebody else to start at once', async () => {
    const { run, shutDown, collector } = runner({ normalize: interruptible })
    const { runId, dispatch } = await ledger.submit()
    const running = dispatch.map(run)
    await until(async () => (await ledger.read(runId)).steps.normalize?.status === 'running')

    shutDown()
    await Promise.all(running)

    expect((await ledger.read(runId)).steps.normalize).toMatchObject({
      status: 'dispatched',
      epoch: 2,
      crashes: 0,
      attempts: 0,
    })
    expect(collector.dispatches).toMatchObject([{ runId, step: 'normalize', epoch: 2 }])
  })

  it('is ended when it takes too long, whether it listens or not, and tried again', async () => {
    let told: AbortSignal | undefined
    const deaf: Processor = ({ signal }) => {
      told = signal
      return new Promise(() => {})
    }
    const { run } = runner({ normalize: deaf }, { limitMs: 100 })
    const { runId, dispatch } = await ledger.submit()

    await Promise.all(dispatch.map(run))

    expect((await ledger.read(runId)).steps.normalize).toMatchObject({ status: 'ready', error: { code: 'timeout' } })
    expect(told?.aborted).toBe(true)
  })

  it('stops when another worker has claimed its step', async () => {
    const { run } = runner({ normalize: interruptible })
    const { runId, dispatch } = await ledger.submit()
    const running = dispatch.map(run)
    await until(async () => (await ledger.read(runId)).steps.normalize?.status === 'running')

    await ledger.admin.query('UPDATE step SET claim = claim + 1 WHERE run_id = $1', [runId])

    await Promise.all(running)
    expect((await ledger.read(runId)).steps.normalize).toMatchObject({ status: 'running', claim: 2 })
  })
})
