import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inTenant } from '../../../src/storage/tx.ts'
import { useModelBench, well } from '../../support/model-bench.ts'
import { readLedger } from '../../support/model-ledger.ts'
import { askingTask, scopeOf } from '../../support/models.ts'
import { startTcpProxy } from '../../support/tcp-proxy.ts'

const bench = useModelBench()

const setUp = async (atReply: () => Promise<void>) => {
  const proxy = bench.closing(await startTcpProxy(bench.databaseUrl()))
  const server = await bench.serve(() => atReply().then(well))
  const options = { providers: { alpha: server.url }, env: { LLM_CACHE: 'off' } }
  const models = bench.open(options, proxy.url)
  const direct = bench.open(options)
  return { proxy, models, direct }
}

describe('the row of a call', () => {
  it('waits for a database that is away, and is there once', async () => {
    const tenantId = randomUUID()
    let away = (): Promise<void> => Promise.resolve()
    const { proxy, models, direct } = await setUp(() => away())
    away = proxy.interrupt

    const completion = models.gateway.complete(askingTask(), 'how many?', {
      scope: scopeOf(tenantId),
      signal: new AbortController().signal,
    })
    await expect.poll(() => models.measured, { timeout: 10_000 }).toEqual(['llm_call_duration_seconds'])
    await proxy.restore()

    expect((await completion).cost).toBe('0.00045')
    expect(await readLedger(direct.db, tenantId)).toMatchObject([{ outcome: 'ok', cost: '0.00045' }])
  })

  it('is not lost when the caller goes right after the reply, and the database is away', async () => {
    const tenantId = randomUUID()
    const [controller, reason] = [new AbortController(), new Error('enough')]
    let away = (): Promise<void> => Promise.resolve()
    const { proxy, models, direct } = await setUp(() => away())
    away = proxy.interrupt
    const completion = models.gateway.complete(askingTask(), 'how many?', {
      scope: scopeOf(tenantId),
      signal: controller.signal,
    })
    await expect.poll(() => models.measured, { timeout: 10_000 }).toEqual(['llm_call_duration_seconds'])

    controller.abort(reason)
    await expect(completion).rejects.toBe(reason)
    await proxy.restore()
    await models.gateway.close()

    expect(await readLedger(direct.db, tenantId)).toMatchObject([{ outcome: 'ok', cost: '0.00045' }])
  })

  it('says for whom, for what and with which prompt', async () => {
    const { models } = await setUp(async () => {})
    const [tenantId, meetingId, runId] = [randomUUID(), randomUUID(), randomUUID()]
    const scope = scopeOf(tenantId, {
      meetingId,
      runId,
      step: 'reason',
      traceId: 'trace-1',
      instructionsHash: 'hash-1',
    })

    await models.gateway.complete(askingTask(), 'how many?', { scope, signal: new AbortController().signal })

    const rows = await inTenant(models.db, tenantId, (tx) => tx.modelCall.findMany({ where: { tenantId } }))
    expect(rows).toMatchObject([
      {
        ...{ meetingId, runId, step: 'reason', traceId: 'trace-1', instructionsHash: 'hash-1' },
        ...{
          task: 'judge_values',
          promptVersion: 'judge_values@7',
          provider: 'alpha',
          model: 'alpha/m',
          servedBy: 'm',
        },
        ...{ priceClass: 'standard', priceVersion: 'test-1', outcome: 'ok', status: null },
      },
    ])
  })
})
