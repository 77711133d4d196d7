import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { claimAnswer, keepAnswer, purgeAnswers, releaseAnswer } from '../../../src/storage/model-answers.ts'
import { buryMeeting } from '../../../src/storage/record-meetings.ts'
import { inTenant, type Tx } from '../../../src/storage/tx.ts'
import { useModelBench, well } from '../../support/model-bench.ts'
import { readLedger } from '../../support/model-ledger.ts'
import { answering, failing } from '../../support/model-server.ts'
import { askingTask, goodAnswer, scopeOf } from '../../support/models.ts'
import { startScript } from '../../support/processes.ts'

const bench = useModelBench()

const { serve } = bench
const start = (url: string, env: Record<string, string> = {}) => {
  const models = bench.open({ providers: { alpha: url }, env })
  return {
    ...models,
    ask: (tenantId: string, question: string, meetingId: string | null = null) =>
      models.gateway.complete(askingTask(), question, {
        scope: scopeOf(tenantId, { meetingId }),
        signal: new AbortController().signal,
      }),
    as: <T>(tenantId: string, work: (tx: Tx) => Promise<T>) => inTenant(models.db, tenantId, work),
  }
}

describe('the same question', () => {
  it('is answered from what was kept: no call, no cost, and a row that says so', async () => {
    const [server, tenantId] = [await serve(well), randomUUID()]
    const models = start(server.url)
    await models.ask(tenantId, 'how many?')

    const again = await models.ask(tenantId, 'how many?')

    expect(again).toMatchObject({
      value: goodAnswer,
      cached: true,
      attempts: 0,
      cost: '0',
      usage: { input: 0, output: 0 },
    })
    expect(server.asked).toHaveLength(1)
    expect((await readLedger(models.db, tenantId)).map(({ outcome, cost, input }) => [outcome, cost, input])).toEqual([
      ['ok', '0.00045', 100],
      ['cached', '0', 0],
    ])
  })

  it('of two processes at once is paid for once', async () => {
    const [server, tenantId] = [await serve(well), randomUUID()]
    const processes = [start(server.url), start(server.url)]

    const answers = await Promise.all(processes.flatMap((one) => [1, 2, 3].map(() => one.ask(tenantId, 'the same?'))))

    expect(server.asked).toHaveLength(1)
    expect(answers.filter(({ cached }) => cached)).toHaveLength(5)
  })

  it('of another tenant is asked anew', async () => {
    const server = await serve(well)
    const models = start(server.url)

    await models.ask(randomUUID(), 'how many?')
    await models.ask(randomUUID(), 'how many?')

    expect(server.asked).toHaveLength(2)
  })

  it('is asked anew where nothing is to be kept, and when what was kept is too old', async () => {
    const [server, tenantId] = [await serve(well), randomUUID()]
    const [off, brief] = [start(server.url, { LLM_CACHE: 'off' }), start(server.url)]

    await off.ask(tenantId, 'how many?')
    await off.ask(tenantId, 'how many?')
    expect(server.asked).toHaveLength(2)

    await brief.ask(tenantId, 'how many?')
    await brief.as(tenantId, (tx) => tx.$executeRaw`UPDATE model_answer SET expires_at = now() - interval '1 ms'`)
    await brief.ask(tenantId, 'how many?')
    expect(server.asked).toHaveLength(4)
  })

  it('is asked anew after an answer of no use', async () => {
    const [tenantId, replies] = [randomUUID(), ['no', 'no', 'no']]
    const server = await serve(() => (replies.length > 0 ? answering(replies.pop()) : well()))
    const models = start(server.url)
    await expect(models.ask(tenantId, 'how many?')).rejects.toThrow('bad_output')

    expect(await models.ask(tenantId, 'how many?')).toMatchObject({ cached: false, attempts: 1 })
  })

  it('goes to the next in line as soon as the first has failed', async () => {
    const tenantId = randomUUID()
    const server = await serve((_, index) => (index === 0 ? failing(400) : well()))
    const models = start(server.url)

    const ended = await Promise.allSettled([models.ask(tenantId, 'q'), models.ask(tenantId, 'q')])

    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(server.asked).toHaveLength(2)
  })

  it('is taken over from a process that was killed while it asked', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const server = await serve((_, index) => (index === 0 ? held.then(well) : well()))
    const [tenantId, options] = [randomUUID(), { databaseUrl: bench.databaseUrl(), providers: { alpha: server.url } }]
    const child = startScript('test/support/asking-process.ts', [
      JSON.stringify({ options, tenantId, questions: ['how many?'] }),
    ])
    bench.closing({ close: () => child.stop('SIGKILL') })
    await expect.poll(() => server.asked.length, { timeout: 20_000 }).toBe(1)

    await child.stop('SIGKILL')
    const started = performance.now()
    const taken = await start(server.url).ask(tenantId, 'how many?')
    release()

    expect(taken.cached).toBe(false)
    expect(server.asked).toHaveLength(2)
    expect(performance.now() - started).toBeLessThan(13_000)
  })
})

describe('what is kept', () => {
  it('goes with the meeting that it is about, and does not come back after it', async () => {
    const [server, tenantId, meetingId] = [await serve(well), randomUUID(), randomUUID()]
    const models = start(server.url)
    const count = () =>
      models.as(tenantId, async (tx) =>
        Number(
          (await tx.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM model_answer WHERE reply IS NOT NULL`)[0]?.n,
        ),
      )
    await models.as(tenantId, (tx) => insertMeeting(tx, tenantId, meetingId))
    await models.ask(tenantId, 'how many?', meetingId)
    expect(await count()).toBe(1)

    await models.as(tenantId, (tx) => buryMeeting(tx, tenantId, meetingId))
    expect(await count()).toBe(0)

    await models.ask(tenantId, 'how many?', meetingId)
    expect(await count()).toBe(0)
  })

  it('is removed for all tenants when it is too old, and claims of those who ask are not', async () => {
    const models = start((await serve(well)).url)
    const [tenants, claim] = [[randomUUID(), randomUUID()] as const, { holder: randomUUID(), meetingId: null }]
    for (const tenantId of tenants)
      await models.as(tenantId, async (tx) => {
        await claimAnswer(tx, tenantId, { ...claim, key: 'old', ttlMs: 60_000 })
        await keepAnswer(tx, tenantId, { key: 'old', holder: claim.holder, reply: {}, ttlMs: -1 })
        await claimAnswer(tx, tenantId, { ...claim, key: 'asking', ttlMs: 60_000 })
      })

    expect(await purgeAnswers(models.db)).toBeGreaterThanOrEqual(2)

    for (const tenantId of tenants)
      expect(await models.as(tenantId, (tx) => tx.$queryRaw`SELECT key FROM model_answer`)).toEqual([{ key: 'asking' }])
  })

  it('stays when a holder lets go too late', async () => {
    const models = start((await serve(well)).url)
    const [tenantId, holder] = [randomUUID(), randomUUID()]

    const seen = await models.as(tenantId, async (tx) => {
      await claimAnswer(tx, tenantId, { key: 'k', holder, meetingId: null, ttlMs: 60_000 })
      await keepAnswer(tx, tenantId, { key: 'k', holder, reply: { kept: true }, ttlMs: 60_000 })
      await releaseAnswer(tx, tenantId, { key: 'k', holder })
      return claimAnswer(tx, tenantId, { key: 'k', holder: randomUUID(), meetingId: null, ttlMs: 60_000 })
    })

    expect(seen).toEqual({ mine: false, reply: { kept: true } })
  })
})

const insertMeeting = (tx: Tx, tenantId: string, meetingId: string): Promise<number> =>
  tx.$executeRaw`
    INSERT INTO meeting (id, tenant_id, identity, source, content_hash, title, type, occurred_at, precision, time_zone,
      order_key, personas, lenses, questions, skip, trace_id)
    VALUES (${meetingId}::uuid, ${tenantId}::uuid, ${meetingId}, 'api', 'h', 'T', 'meeting', now(), 'instant', 'UTC', 'k',
      '{}', '{}', '{}', '{}', 't')`
