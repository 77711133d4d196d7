import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { ChainExhausted } from '../../../src/llm/chain-exhausted.ts'
import { changeLimits, insertTenant } from '../../../src/storage/tenants.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { useModelBench } from '../../support/model-bench.ts'
import { readLedger } from '../../support/model-ledger.ts'
import { answering } from '../../support/model-server.ts'
import { askingTask, goodAnswer, type ModelsOptions, scopeOf } from '../../support/models.ts'

const bench = useModelBench()

// 1,000 tokens asked at 3 and 100 answered at 15 dollars a million: 0.0045 a call. At most: 200 answered, see below.
const serve = () => bench.serve(() => answering(goodAnswer, { prompt: 1_000, completion: 100 }))
const start = (options: Omit<ModelsOptions, 'databaseUrl'>) => {
  const models = bench.open(options)
  return {
    ...models,
    ask: (tenantId: string) =>
      models.gateway.complete(askingTask(), randomUUID(), {
        scope: scopeOf(tenantId),
        signal: new AbortController().signal,
      }),
  }
}
type Models = ReturnType<typeof start>
const askMany = async (models: Models, tenantId: string, times: number): Promise<string[]> => {
  const ended = await Promise.allSettled(Array.from({ length: times }, () => models.ask(tenantId)))
  return ended.map((one) => {
    if (one.status === 'fulfilled') return one.value.model
    expect(one.reason).toBeInstanceOf(ChainExhausted)
    return (one.reason as ChainExhausted).kind
  })
}
const eventsOf = (models: Models, tenantId: string) =>
  inTenant(models.db, tenantId, (tx) => tx.$queryRaw<{ type: string; data: unknown }[]>`SELECT type, data FROM event`)
const warnings = (models: Models) => models.logged.filter(({ message }) => message.includes('budget'))

describe('the budget of a tenant and day', () => {
  it('once spent, lets no call out, and says so', async () => {
    const [server, tenantId] = [await serve(), randomUUID()]
    const models = start({ providers: { alpha: server.url }, env: { LLM_DAILY_BUDGET: '0.009' } })

    expect(await askMany(models, tenantId, 1)).toEqual(['alpha/m'])
    expect(await askMany(models, tenantId, 1)).toEqual(['alpha/m'])
    expect(await askMany(models, tenantId, 1)).toEqual(['budget'])
    expect(server.asked).toHaveLength(2)
    expect(await readLedger(models.db, tenantId)).toHaveLength(2)
  })

  it('is announced once, by whichever process finds it spent, however many ask', async () => {
    const [server, tenantId] = [await serve(), randomUUID()]
    const options = { providers: { alpha: server.url }, env: { LLM_DAILY_BUDGET: '0.02' } }
    const processes = [start(options), start(options), start(options)]

    const ended = await Promise.all(processes.map((one) => askMany(one, tenantId, 30)))

    expect(ended.flat()).toContain('budget')
    const events = await eventsOf(processes[0] as Models, tenantId)
    expect(events).toMatchObject([{ type: 'budget.reached', data: { budget: '0.02', currency: 'USD' } }])
    expect(processes.flatMap(warnings)).toHaveLength(1)
  })

  it('is not overspent by many calls at once: near its end they wait for each other', async () => {
    const [server, tenantId] = [await serve(), randomUUID()]
    const env = { LLM_DAILY_BUDGET: '0.01', MAX_PARALLEL_LLM_CALLS: '50' }
    const models = start({ providers: { alpha: server.url }, env })

    await askMany(models, tenantId, 50)

    // 0.0045 a call: the third one spends it.
    expect(server.asked).toHaveLength(3)
  })

  it('is each tenant’s own', async () => {
    const server = await serve()
    const models = start({ providers: { alpha: server.url }, env: { LLM_DAILY_BUDGET: '0.001' } })
    const [one, other] = [randomUUID(), randomUUID()]

    expect([await askMany(models, one, 1), await askMany(models, one, 1)].flat()).toEqual(['alpha/m', 'budget'])
    expect(await askMany(models, other, 1)).toEqual(['alpha/m'])
  })

  it('is a new one each day', async () => {
    const [server, tenantId] = [await serve(), randomUUID()]
    const models = start({ providers: { alpha: server.url }, env: { LLM_DAILY_BUDGET: '0.001' } })
    await askMany(models, tenantId, 2)

    await inTenant(models.db, tenantId, (tx) => tx.$executeRaw`UPDATE model_spend SET day = day - 1`)

    expect(await askMany(models, tenantId, 1)).toEqual(['alpha/m'])
  })

  it('keeps models away whose price nobody knows', async () => {
    const [server, tenantId] = [await serve(), randomUUID()]
    const models = start({
      providers: { alpha: server.url },
      model: { 'alpha/m': { price: null } },
      env: { LLM_DAILY_BUDGET: '100' },
    })

    const error = await models.ask(tenantId).catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(ChainExhausted)
    expect((error as ChainExhausted).rejected).toEqual([
      { model: 'alpha/m', reason: 'its price is not known, and there is a budget' },
    ])
    expect(models.gateway.preferred({ name: 'judge_values', tier: 'moderate' })).toBeNull()
    expect(server.asked).toEqual([])
  })

  it('near its end sends a question to a model that surely fits what is left', async () => {
    const [dear, cheap, tenantId] = [await serve(), await serve(), randomUUID()]
    const models = start({
      providers: { alpha: dear.url, beta: cheap.url },
      model: { 'beta/m': { price: { input: 0.03, output: 0.15 } } },
      env: { LLM_DAILY_BUDGET: '0.0055' },
    })

    expect([await askMany(models, tenantId, 1), await askMany(models, tenantId, 1)].flat()).toEqual([
      'alpha/m',
      'beta/m',
    ])
  })

  it('of nothing allows nothing', async () => {
    const [server, tenantId] = [await serve(), randomUUID()]
    const models = start({ providers: { alpha: server.url }, env: { LLM_DAILY_BUDGET: '0' } })

    expect(await askMany(models, tenantId, 3)).toEqual(['budget', 'budget', 'budget'])
    expect(server.asked).toEqual([])
    expect(warnings(models)).toHaveLength(1)
  })
})

describe('a budget that a tenant has of its own', () => {
  const tenantWith = async (models: Models, dailyBudget?: string): Promise<string> => {
    const tenantId = randomUUID()
    await inTenant(models.db, tenantId, async (tx) => {
      await insertTenant(tx, { id: tenantId, name: 'test', timeZone: 'UTC' })
      await changeLimits(tx, tenantId, { dailyBudget: dailyBudget ?? null })
    })
    return tenantId
  }

  it('goes before the one of the installation, whichever is more, and is told with the event', async () => {
    const server = await serve()
    const models = start({ providers: { alpha: server.url }, env: { LLM_DAILY_BUDGET: '0.006' } })
    const [less, more, none] = [
      await tenantWith(models, '0.001'),
      await tenantWith(models, '1.5'),
      await tenantWith(models),
    ]
    const asked = async (tenantId: string) => [
      ...(await askMany(models, tenantId, 1)),
      ...(await askMany(models, tenantId, 1)),
      ...(await askMany(models, tenantId, 1)),
    ]

    expect(await asked(less)).toEqual(['alpha/m', 'budget', 'budget'])
    expect(await asked(none)).toEqual(['alpha/m', 'alpha/m', 'budget'])
    expect(await asked(more)).toEqual(['alpha/m', 'alpha/m', 'alpha/m'])
    expect(await eventsOf(models, less)).toMatchObject([{ type: 'budget.reached', data: { budget: '0.001' } }])
    expect(await eventsOf(models, more)).toEqual([])
  })

  it('holds where the installation has none, and other tenants are not asked for the price of a model', async () => {
    const server = await serve()
    const models = start({ providers: { alpha: server.url }, model: { 'alpha/m': { price: null } } })
    const [held, free] = [await tenantWith(models, '100'), await tenantWith(models)]

    await expect(models.ask(held)).rejects.toMatchObject({
      rejected: [{ model: 'alpha/m', reason: 'its price is not known, and there is a budget' }],
    })
    expect(await models.ask(free)).toMatchObject({ model: 'alpha/m' })
  })

  it('holds from the next call on where it is changed, and within five seconds where it is new', async () => {
    let nowMs = Date.now()
    vi.spyOn(Date, 'now').mockImplementation(() => nowMs)
    const server = await serve()
    const models = start({ providers: { alpha: server.url } })
    const [tenantId, limited] = [await tenantWith(models), await tenantWith(models, '0')]
    const set = (id: string, dailyBudget: string) =>
      inTenant(models.db, id, (tx) => changeLimits(tx, id, { dailyBudget }))

    expect(await askMany(models, limited, 1)).toEqual(['budget'])
    await set(limited, '1')
    expect(await askMany(models, limited, 1)).toEqual(['alpha/m'])

    expect(await askMany(models, tenantId, 1)).toEqual(['alpha/m'])
    await set(tenantId, '0')
    nowMs += 5_000
    expect(await askMany(models, tenantId, 1)).toEqual(['budget'])
    vi.restoreAllMocks()
  })
})

it('without a price and without a budget, cost is unknown and never nothing', async () => {
  const [server, tenantId] = [await serve(), randomUUID()]
  const models = start({ providers: { alpha: server.url }, model: { 'alpha/m': { price: null } } })

  expect(await models.ask(tenantId)).toMatchObject({ cost: null, usage: { input: 1_000 } })
  expect(await readLedger(models.db, tenantId)).toMatchObject([{ cost: null, input: 1_000, outcome: 'ok' }])
})
