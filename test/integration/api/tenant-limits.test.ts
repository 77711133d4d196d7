import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../../../src/storage/tx.ts'
import { clientOf, startTestApi, type TestApi, type TestTenant } from '../../support/api.ts'

let api: TestApi
/** Another process of the API on the same database. */
let second: TestApi
let operator: ReturnType<typeof clientOf>

beforeAll(async () => {
  api = await startTestApi()
  second = await startTestApi({}, async () => api.databaseUrl)
  operator = clientOf(api, api.tenant.key)
})
afterAll(async () => {
  await second.close()
  await api.close()
})

const limit = (tenant: TestTenant, limits: object) => operator.patch(`/v1/tenants/${tenant.tenantId}`, { limits })
let meetings = 0
const submit = (at: TestApi, tenant: TestTenant) =>
  clientOf(at, tenant.key).post('/v1/meetings', { title: `Meeting ${++meetings}`, text: `Ana: words ${meetings}.` })
const statuses = async (sent: Promise<{ status: number }>[]) => (await Promise.all(sent)).map(({ status }) => status)
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))

describe('limits of one tenant', () => {
  it('hold it to its meetings a minute over all processes, to the one, and nobody else', async () => {
    const [held, free] = [await api.addTenant('held'), await api.addTenant('free')]
    await limit(held, { submissionsPerMinute: 5 })

    const answered = await statuses(times(12, (at) => submit(at % 2 === 0 ? api : second, held)))
    const others = await statuses(times(12, (at) => submit(at % 2 === 0 ? api : second, free)))

    expect(answered.filter((status) => status === 202)).toHaveLength(5)
    expect(answered.filter((status) => status === 429)).toHaveLength(7)
    expect(new Set(others)).toEqual(new Set([202]))
  })

  it('say which was reached, its value and when to come back, and are over when the minute is', async () => {
    const held = await api.addTenant('held')
    await limit(held, { submissionsPerMinute: 1 })
    await submit(api, held)
    const refused = await submit(api, held)
    await inTenant(api.database, held.tenantId, (tx) =>
      tx.run.updateMany({ data: { createdAt: new Date(Date.now() - 60_001) } }),
    )

    expect(refused.body).toMatchObject({
      ...{ status: 429, code: 'rate_limited' },
      errors: [{ path: 'limits.submissionsPerMinute', message: 'submissionsPerMinute is 1' }],
    })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect((await submit(api, held)).status).toBe(202)
  })

  it('change for the very next request, in every process', async () => {
    const held = await api.addTenant('held')
    const answers = async () => [(await submit(api, held)).status, (await submit(second, held)).status]

    const before = await answers()
    await limit(held, { waitingRuns: 0 })
    const shut = await answers()
    await limit(held, { waitingRuns: null })

    expect([before, shut, await answers()]).toEqual([
      [202, 202],
      [429, 429],
      [202, 202],
    ])
  })

  it('count the requests of a key by the tenant’s own number', async () => {
    const held = await api.addTenant('held')
    await limit(held, { requestsPerMinute: 2 })
    const replies = await Promise.all(times(3, () => clientOf(api, held.key).get('/v1/meetings')))

    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 429])
    expect(replies[0]?.headers['ratelimit-limit']).toBe('2')
    expect(replies.find(({ status }) => status === 429)?.body.errors).toEqual([
      { path: 'limits.requestsPerMinute', message: 'requestsPerMinute is 2' },
    ])
    expect((await operator.get('/v1/meetings')).headers['ratelimit-limit']).toBe('1000000')
  })

  it('are shown to operators and to the tenant itself, each with who set it', async () => {
    const held = await api.addTenant('held')
    await limit(held, { submissionsPerMinute: 9, dailyBudget: '2.50' })
    const changed = await limit(held, { submissionsPerMinute: null, waitingRuns: 40 })
    const expected = {
      ...{ tenantId: held.tenantId, name: 'held', suspended: false },
      limits: {
        requestsPerMinute: { value: 1_000_000, from: 'installation' },
        submissionsPerMinute: { value: null, from: 'installation' },
        waitingRuns: { value: 40, from: 'tenant' },
        dailyBudget: { value: '2.50', from: 'tenant' },
      },
    }

    expect(changed.body).toEqual(expected)
    expect((await operator.get(`/v1/tenants/${held.tenantId}`)).body).toEqual(expected)
    expect((await clientOf(api, held.key).get('/v1/tenant')).body).toEqual(expected)
  })

  it('are set by nobody without the scope operate, and stand in the audit log of the tenant', async () => {
    const held = await api.addTenant('held')
    const admin = clientOf(api, await api.keyWith(held, 'admin', 'read'))
    const refused = await admin.patch(`/v1/tenants/${held.tenantId}`, { limits: { dailyBudget: '1000' } })
    await limit(held, { dailyBudget: '1' })
    const { body } = await admin.get('/v1/audit')

    expect(refused.body).toMatchObject({ status: 403, code: 'forbidden' })
    expect(body.items[0]).toMatchObject({ action: 'patchTenantsByTenantId', actor: 'key:test', target: held.tenantId })
  })

  it.each([
    [{ submissionsPerMinute: -1 }],
    [{ waitingRuns: 1.5 }],
    [{ dailyBudget: 5 }],
    [{ dailyBudget: '-1' }],
    [{ dailyBudget: '1e9' }],
    [{ concurrency: 3 }],
  ])('refuse %j', async (limits) => {
    expect((await limit(api.tenant, limits)).body).toMatchObject({ status: 422, code: 'invalid_request' })
  })

  it('of a tenant that is not there are not found', async () => {
    const nobody = { tenantId: '01890000-0000-7000-8000-00000000dead', key: '' }

    expect((await limit(nobody, { waitingRuns: 1 })).body).toMatchObject({ status: 404, code: 'not_found' })
  })
})
