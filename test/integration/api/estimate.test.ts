import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeModels } from '../../../src/main/describe-models.ts'
import { openCatalog } from '../../../src/main/open-catalog.ts'
import { loadConfig } from '../../../src/platform/config.ts'
import { newId } from '../../../src/platform/ids.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { readByModel } from '../../support/read-by-model.ts'
import { type SeededCall, seedCalls } from '../../support/seed-calls.ts'

/** What `OPENAI_API_KEY` and a second key alone make of the settings. */
const settings = (env: Record<string, string>) => {
  const config = loadConfig(env)
  return describeModels(config, openCatalog(config.llm))
}

let offline: TestApi
let priced: TestApi
let unpriced: TestApi

beforeAll(async () => {
  offline = await startTestApi()
  priced = await startTestApi({ models: settings({ OPENAI_API_KEY: 'x', OPENAI_MODEL: 'gpt-4o' }) })
  unpriced = await startTestApi({
    models: settings({ OPENAI_API_KEY: 'x', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'home-made' }),
  })
})
afterAll(() => Promise.all([offline, priced, unpriced].map((api) => api.close())))

const talk = (lines: number): string =>
  Array.from(
    { length: lines },
    (_, at) => `Ana: Step ${at} of the Seat Map is in progress and Bo will test it soon.`,
  ).join('\n')
const meeting = (more: object = {}) => ({ title: 'Weekly', occurredAt: '2026-03-04', text: talk(20), ...more })

const estimate = async (api: TestApi, body: object, query = '') => {
  const reply = await clientOf(api, api.tenant.key).post(`/v1/estimate${query}`, body)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body
}

type Task = { task: string; tokens: { input: number; output: number }; cost: { amount: string } | null }

const taskOf = (body: { tasks: Task[] }, task: string) => body.tasks.find((one) => one.task === task)

describe('POST /v1/estimate', () => {
  it('says that nothing costs anything where no model is configured', async () => {
    expect(await estimate(offline, meeting(), '?perDay=500')).toMatchObject({
      ...{ configured: false, detail: expect.stringContaining('offline'), segments: 20, tasks: [] },
      totals: { calls: 0, cost: { amount: '0', currency: 'USD' }, wallTimeMs: 0 },
      projection: { perDay: 500, month: { amount: '0' } },
    })
  })

  it('counts calls and tokens by task and prices them by the model that is asked first', async () => {
    const body = await estimate(priced, meeting())
    const observations = taskOf(body, 'extract_observations')
    const cost = body.tasks.reduce((sum: number, one: { cost: { amount: string } }) => sum + Number(one.cost.amount), 0)

    expect(body).toMatchObject({ configured: true, known: false, segments: 20, chunks: 1, savedShare: null })
    expect(observations).toMatchObject({ model: 'openai/gpt-4o', calls: 1, basis: 'assumed' })
    const { input = 0, output = 0 } = observations?.tokens ?? {}
    expect(Number(observations?.cost?.amount)).toBeCloseTo((input * 2.5 + output * 10) / 1e6, 10)
    expect(input).toBeGreaterThan(body.transcriptTokens)
    expect(Number(body.totals.cost.amount)).toBeCloseTo(cost, 9)
    expect(body.totals.wallTimeMs).toBeGreaterThan(0)
  })

  it('reads long meetings in parts, insights for each reader, summaries for each persona', async () => {
    const one = await estimate(priced, meeting())
    const long = await estimate(priced, meeting({ text: talk(900), personas: ['gtm', 'product'], lenses: ['sales'] }))

    expect(long.chunks).toBeGreaterThan(3)
    expect(taskOf(long, 'extract_observations')).toMatchObject({ calls: long.chunks })
    expect(taskOf(long, 'extract_insights')).toMatchObject({ calls: 3 * long.chunks })
    expect(taskOf(long, 'summarize_meeting')).toMatchObject({ calls: 2 })
    expect([taskOf(one, 'summarize_part'), taskOf(long, 'summarize_part')]).toEqual([undefined, expect.anything()])
    expect(long.totals.tokens.input).toBeGreaterThan(5 * one.totals.tokens.input)
  })

  it('leaves out the steps that are not wanted', async () => {
    const body = await estimate(priced, meeting({ skip: ['summarize', 'reason'] }))

    expect(taskOf(body, 'summarize_meeting')).toBeUndefined()
    expect(taskOf(body, 'explain_transitions')).toBeUndefined()
  })

  it('does not know the cost where it does not know the price, and says whose', async () => {
    const body = await estimate(unpriced, meeting(), '?perDay=10')

    expect(body.totals).toMatchObject({ cost: null, costUnknownBecause: 'no price is known of openai/home-made' })
    expect(body.projection).toMatchObject({ day: null, monthWithSavings: null })
    expect(body.totals.calls).toBeGreaterThan(3)
  })

  it('projects a day and a month, with and without what was saved lately, to the last place', async () => {
    const { tenantId } = priced.tenant
    const at = new Date().toISOString()
    await seedCalls(priced.database, tenantId, [
      ...Array.from({ length: 7 }, (): SeededCall => ({ at, task: 'judge_names', cost: '0.01' })),
      ...Array.from(
        { length: 3 },
        (): SeededCall => ({ at, task: 'judge_names', cost: '0', outcome: 'cached', tokens: null }),
      ),
    ])
    const { totals, projection, savedShare } = await estimate(priced, meeting(), '?perDay=500')
    const units = BigInt(Math.round(Number(totals.cost.amount) * 1e10))
    const amount = (money: { amount: string }) => BigInt(Math.round(Number(money.amount) * 1e10))

    expect(savedShare).toBe(0.3)
    expect(amount(projection.day)).toBe(units * 500n)
    expect(amount(projection.month)).toBe(units * 15_000n)
    expect(amount(projection.monthWithSavings)).toBe(units * 10_500n)
  })

  it('takes lengths of answers, and how often the record was asked about, from the last month', async () => {
    const at = new Date().toISOString()
    const calls = (task: string, number: number, output: number): SeededCall[] =>
      Array.from({ length: number }, () => ({ at, task, tokens: [5000, 1000, 0, output, 0], latencyMs: 2000 }))
    const api = await startTestApi({ models: settings({ OPENAI_API_KEY: 'x' }) })
    await seedCalls(api.database, api.tenant.tenantId, [
      ...calls('extract_observations', 20, 777),
      ...calls('judge_names', 40, 50),
    ])
    const body = await estimate(api, meeting())
    await api.close()

    expect(taskOf(body, 'extract_observations')).toMatchObject({ basis: 'history', tokens: { output: 777 } })
    expect(taskOf(body, 'judge_names')).toMatchObject({ calls: 2, tokens: { input: 12_000, output: 100 } })
    expect(taskOf(body, 'extract_insights')).toMatchObject({ basis: 'assumed' })
  })

  it('stores nothing, and knows a meeting that was sent already', async () => {
    const client = clientOf(offline, offline.tenant.key)
    const before = (await client.get('/v1/meetings')).body.items.length
    const first = await estimate(offline, meeting({ externalId: 'w1' }))
    const after = (await client.get('/v1/meetings')).body.items.length
    await client.post('/v1/meetings', meeting({ externalId: 'w1' }))

    expect([first.known, after - before]).toEqual([false, 0])
    expect((await estimate(offline, meeting({ externalId: 'w1' }))).known).toBe(true)
    expect((await estimate(offline, meeting({ externalId: 'w1', text: 'Ana: Other words.' }))).known).toBe(false)
  })

  it.each([
    ['no words', { text: '…' }, 422, 'empty_transcript'],
    ['a persona that is not there', { personas: ['nobody'] }, 422, 'unknown_reference'],
    ['both text and segments', { segments: [{ text: 'Hi.' }] }, 422, 'invalid_request'],
    ['a step that cannot be left out', { skip: ['extract'] }, 422, 'invalid_request'],
  ])('refuses %s as the submission does', async (_what, more, status, code) => {
    const client = clientOf(priced, priced.tenant.key)
    const [estimated, submitted] = [
      await client.post('/v1/estimate', meeting(more)),
      await client.post('/v1/meetings', meeting(more)),
    ]

    expect([estimated.status, estimated.body.code]).toEqual([status, code])
    expect([estimated.status, estimated.body.detail]).toEqual([submitted.status, submitted.body.detail])
  })

  it('refuses a meeting that was deleted', async () => {
    const client = clientOf(offline, offline.tenant.key)
    const { body } = await client.post('/v1/meetings', meeting({ externalId: 'gone' }))
    await client.delete(`/v1/meetings/${body.meetingId}`)

    expect((await client.post('/v1/estimate', meeting({ externalId: 'gone' }))).status).toBe(410)
  })
})

describe('a run', () => {
  it('has the cost and the tokens of its steps, which add up to its own and to what SQL says', async () => {
    const statements = [{ entity: 'Seat Map', status: 'planned' }]
    const { meetingId, runId } = await readByModel(priced, { day: '2026-03-04', engineVersion: 'x@1', statements })
    const of = (step: string, more: SeededCall): SeededCall => ({ meetingId, runId, step, ...more })
    await seedCalls(priced.database, priced.tenant.tenantId, [
      of('extract', { cost: '0.1', tokens: [100, 20, 3, 40, 10] }),
      of('extract', { cost: '0.2', tokens: [1, 0, 0, 1, 0], outcome: 'bad_output' }),
      of('extract', { cost: '0', tokens: null, outcome: 'cached' }),
      of('summarize', { cost: '0.0000000003', tokens: [5, 0, 0, 5, 0], task: 'summarize_meeting' }),
    ])
    const client = clientOf(priced, priced.tenant.key)
    const run = (await client.get(`/v1/runs/${runId}`)).body
    const step = (name: string) => run.steps.find((one: { name: string }) => one.name === name)
    const [sql] = await inTenant(
      priced.database,
      priced.tenant.tenantId,
      (tx) => tx.$queryRaw<{ cost: string }[]>`
        SELECT trim_scale(sum(cost))::text AS cost FROM model_call WHERE run_id = ${runId}::uuid`,
    )

    expect(step('extract')).toMatchObject({ tokens: 165, cost: { amount: '0.3', currency: 'USD' } })
    expect(step('summarize')).toMatchObject({ tokens: 10, cost: { amount: '0.0000000003' } })
    expect(step('reason')).toMatchObject({ tokens: 0, cost: { amount: '0' } })
    expect(run.totals).toMatchObject({ modelCalls: 3, cost: { amount: sql?.cost } })
    expect((await client.get('/v1/runs?limit=5')).body.items[0].totals.cost).toEqual(run.totals.cost)
  })

  it('does not know its cost when that of one call is not known', async () => {
    const client = clientOf(priced, priced.tenant.key)
    const { runId } = (await client.post('/v1/meetings', meeting({ externalId: newId() }))).body
    await seedCalls(priced.database, priced.tenant.tenantId, [{ runId, step: 'extract', cost: null, tokens: null }])
    const run = (await client.get(`/v1/runs/${runId}`)).body

    expect(run.totals).toMatchObject({ modelCalls: 1, cost: null })
    expect(run.steps.find((one: { name: string }) => one.name === 'extract')).toMatchObject({
      tokens: null,
      cost: null,
    })
  })

  it('is compared with what an estimate says of the same words', async () => {
    const client = clientOf(priced, priced.tenant.key)
    const statements = [{ entity: 'Seat Map', status: 'done' }]
    const { runId, meetingId } = await readByModel(priced, { day: '2026-03-11', engineVersion: 'x@1', statements })
    await seedCalls(priced.database, priced.tenant.tenantId, [{ runId, meetingId, step: 'extract', cost: '0.02' }])
    const compared = (await client.get(`/v1/runs/${runId}/cost`)).body
    const told = await estimate(priced, {
      ...{ title: 'Weekly', occurredAt: '2026-03-11T10:00:00Z' },
      segments: [{ speaker: 'Ana', text: 'Seat Map is done.' }],
    })

    expect(compared.estimated).toEqual(told.totals)
    expect(compared.actual).toMatchObject({ calls: 1, cost: { amount: '0.02' }, tokens: { input: 1000, output: 100 } })
    expect(compared.costRatio).toBeCloseTo(0.02 / Number(told.totals.cost.amount), 3)
    expect(compared.tasks.find((one: { task: string }) => one.task === 'extract_observations')).toMatchObject({
      ...{ estimated: { calls: 1 }, actual: { calls: 1, cost: { amount: '0.02' } } },
    })
  })
})

describe('GET /v1/models', () => {
  it('tells models, prices and limits, never a key', async () => {
    const reply = await clientOf(priced, priced.tenant.key).get('/v1/models')

    expect(reply.body).toMatchObject({
      configured: true,
      providers: [{ id: 'openai', ready: true, limits: { rpm: 500 } }],
      models: [
        { id: 'openai/gpt-4o', contextWindow: 128_000, price: { input: '2.5', output: '10', cacheRead: '1.25' } },
      ],
    })
    expect(reply.body.models[0].firstFor).toContain('extract_observations')
    expect((await clientOf(unpriced, unpriced.tenant.key).get('/v1/models')).body.models[0].price).toBeNull()
    expect((await clientOf(offline, offline.tenant.key).get('/v1/models')).body).toMatchObject({
      ...{ configured: false, models: [], detail: expect.stringContaining('offline') },
    })
  })

  it('explains for a task which is chosen and which rejected, and why', async () => {
    const client = clientOf(priced, priced.tenant.key)
    const [fits] = (await client.get('/v1/models/routes?task=extract_observations')).body.items
    const [tooLong] = (await client.get('/v1/models/routes?task=extract_observations&tokens=500000')).body.items

    expect(fits).toMatchObject({ chosen: 'openai/gpt-4o', rejected: [], chain: [{ why: expect.any(String) }] })
    expect(tooLong).toMatchObject({ chosen: null, chain: [], rejected: [{ model: 'openai/gpt-4o' }] })
    expect(tooLong.rejected[0].reason).toContain('128000')
    expect((await client.get('/v1/models/routes')).body.items).toHaveLength(7)
    expect((await client.get('/v1/models/routes?task=dance')).body).toMatchObject({ code: 'invalid_request' })
  })
})
