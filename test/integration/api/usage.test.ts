import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { type SeededCall, seedCalls } from '../../support/seed-calls.ts'

const now = new Date('2026-03-05T12:00:00Z')
const [meetingA, meetingB] = [newId(), newId()]
const [runA, runB] = [newId(), newId()]

let api: TestApi
let client: ReturnType<typeof clientOf>

/** 0.1 and 0.2 have no exact float, and so many of them make the error visible. */
const many: SeededCall[] = Array.from({ length: 30 }, (_, index) => ({
  ...{ meetingId: meetingA, runId: runA, step: 'extract', at: '2026-03-04T10:00:00Z' },
  cost: index % 2 === 0 ? '0.1' : '0.2',
  latencyMs: (index + 1) * 100,
}))

const others: SeededCall[] = [
  { meetingId: meetingA, runId: runA, step: 'summarize', task: 'summarize_meeting', cost: '0.0000000001' },
  { ...{ meetingId: meetingB, runId: runB, step: 'extract', model: 'fake/slow' }, tokens: [10, 20, 30, 40, 25] },
  { ...{ meetingId: meetingB, runId: runB, step: 'extract', model: 'fake/slow' }, outcome: 'bad_output', cost: '0.5' },
  {
    ...{ meetingId: meetingB, runId: runB, step: 'extract', model: 'fake/dark' },
    tokens: null,
    cost: null,
    outcome: 'network',
  },
  { at: '2026-03-05T00:30:00+01:00', meetingId: meetingA, outcome: 'cached', tokens: [0, 0, 0, 0, 0], cost: '0' },
  { at: '2026-03-05T00:30:00+01:00', model: 'fake/slow', outcome: 'cached', tokens: [0, 0, 0, 0, 0], cost: '0' },
  { at: '2026-03-05T11:30:00Z', model: 'fake/never-paid', outcome: 'cached', tokens: null, cost: '0' },
  { at: '2026-03-05T11:30:00Z', model: 'fake/slow', outcome: 'circuit_open', tokens: null, cost: null, latencyMs: 0 },
]

beforeAll(async () => {
  api = await startTestApi({ now: () => now })
  await seedCalls(api.database, api.tenant.tenantId, [...many, ...others])
  const other = await api.addTenant('other')
  await seedCalls(api.database, other.tenantId, [{ cost: '99' }])
  client = clientOf(api, api.tenant.key)
})
afterAll(() => api.close())

const read = async (path: string) => {
  const reply = await client.get(path)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body
}

type Item = { model: string; task: string; calls: number; tokens: { output: number }; knownCost: { amount: string } }

const readAll = async (path: string) => {
  const items: Item[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof read>> = await read(`${path}${cursor && `&cursor=${cursor}`}`)
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

describe('GET /v1/usage', () => {
  it('sums exactly, to the last of ten places', async () => {
    const { items } = await read('/v1/usage?group=model,task&limit=200')
    const row = (model: string, task: string) =>
      items.find((item: { model: string; task: string }) => item.model === model && item.task === task)

    expect(row('fake/reader', 'extract_observations').cost).toEqual({ amount: '4.5', currency: 'USD' })
    expect(row('fake/reader', 'summarize_meeting').cost).toEqual({ amount: '0.0000000001', currency: 'USD' })
    expect(row('fake/slow', 'extract_observations').tokens).toEqual({
      ...{ input: 1010, cacheRead: 20, cacheWrite: 30, output: 140, reasoning: 25 },
    })
  })

  it.each(['day', 'model', 'task', 'step', 'meeting', 'run', 'prompt', 'day,model,task,step,meeting,run,prompt'])(
    'by %s equals what SQL counts, row by row and in total',
    async (group) => {
      const items = await readAll(`/v1/usage?group=${group}&limit=2`)
      const { total } = await read(`/v1/usage?group=${group}`)
      const [sql] = await inTenant(
        api.database,
        api.tenant.tenantId,
        (tx) => tx.$queryRaw<{ calls: number; output: number; cost: string }[]>`
          SELECT count(*)::int AS calls, sum(output_tokens)::int AS output, trim_scale(sum(cost))::text AS cost
          FROM model_call WHERE outcome NOT IN ('cached', 'circuit_open')`,
      )
      const sum = (value: (item: Item) => number) => items.reduce((all, item) => all + value(item), 0)

      expect(total).toMatchObject({ calls: sql?.calls, knownCost: { amount: sql?.cost } })
      expect(total.tokens.output).toBe(sql?.output)
      expect(sum((item) => item.calls)).toBe(sql?.calls)
      expect(sum((item) => item.tokens.output)).toBe(sql?.output)
      expect(sum((item) => Number(item.knownCost.amount))).toBeCloseTo(Number(sql?.cost), 9)
    },
  )

  it('does not know the cost of a group with a call of unknown cost, and says how many there are', async () => {
    const { items, total } = await read('/v1/usage?group=model')
    const dark = items.find((item: { model: string }) => item.model === 'fake/dark')

    expect(dark).toMatchObject({ calls: 1, cost: null, unknownCostCalls: 1, unknownTokenCalls: 1, successShare: 0 })
    expect(total).toMatchObject({ cost: null, unknownCostCalls: 1, knownCost: { amount: '5.0015000001' } })
  })

  it('counts what was answered from the cache apart, with what it saved as far as that is known', async () => {
    const { total } = await read('/v1/usage')

    expect(total).toMatchObject({ calls: 34, unsentCalls: 1, cached: { answers: 3, unknownSavings: 1 } })
    expect(total.cached.saved).toEqual({ amount: '0.1515', currency: 'USD' })
    expect(total.successShare).toBe(0.9412)
  })

  it('takes days in UTC, periods in the zone of the tenant, and one meeting or run alone', async () => {
    const days = (await read('/v1/usage?group=day')).items.map((item: { day: string }) => item.day)

    expect(days).toEqual(['2026-03-04', '2026-03-05'])
    expect((await read('/v1/usage?from=2026-03-05')).total.cached.answers).toBe(3)
    expect((await read('/v1/usage?to=2026-03-04')).total).toMatchObject({ calls: 34, cached: { answers: 0 } })
    expect((await read(`/v1/usage?meetingId=${meetingA}`)).total.cost.amount).toBe('4.5000000001')
    expect((await read(`/v1/usage?runId=${runB}`)).total.calls).toBe(3)
  })

  it('has null for what a call does not belong to, and nothing where nothing was asked', async () => {
    const { items } = await read('/v1/usage?group=meeting,step')
    const empty = await read('/v1/usage?from=2030-01-01')

    expect(items[0]).toMatchObject({ meeting: null, step: null, calls: 0 })
    expect(empty).toMatchObject({ items: [], nextCursor: null, total: { calls: 0, cost: { amount: '0' } } })
    expect(empty.total.successShare).toBeNull()
  })

  it('refuses groups that it does not know', async () => {
    const reply = await client.get('/v1/usage?group=day,colour')

    expect(reply.status).toBe(422)
    expect(reply.body.errors[0].path).toBe('query.group')
  })
})

describe('GET /v1/usage/models', () => {
  it('tells how often, how fast, how well and how dear each model was', async () => {
    const items = await readAll('/v1/usage/models?hours=48&limit=1')
    const of = (model: string, task = 'extract_observations') =>
      items.find((item) => item.model === model && item.task === task)

    expect(of('fake/reader')).toMatchObject({
      ...{ calls: 30, successShare: 1, cachedAnswers: 1, outcomes: { ok: 30, cached: 1 } },
      latency: { meanMs: 1550, p50Ms: 1550, p95Ms: 2855 },
      cost: { amount: '4.5' },
    })
    expect(of('fake/slow')).toMatchObject({
      successShare: 0.5,
      outcomes: { ok: 1, bad_output: 1, cached: 1, circuit_open: 1 },
    })
    expect(of('fake/never-paid')).toMatchObject({
      calls: 0,
      successShare: null,
      cacheHitShare: 1,
      latency: { p95Ms: null },
    })
  })

  it('looks back as far as it is told', async () => {
    expect((await read('/v1/usage/models?hours=1')).items.map((item: { model: string }) => item.model)).toEqual([
      'fake/never-paid',
      'fake/slow',
    ])
    expect((await read('/v1/usage/models?hours=48&task=summarize_meeting')).items).toHaveLength(1)
  })
})
