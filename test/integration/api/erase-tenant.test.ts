import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listErasures } from '../../../src/storage/erasures.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { createEraseTenant } from '../../../src/usecases/erase/erase-tenant.ts'
import { createTenantWork } from '../../../src/usecases/tenant-work.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { tablesWith } from '../../support/everything-stored.ts'
import { ownedIds } from '../../support/owned-ids.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

describe('erasing a tenant', () => {
  it('leaves nothing of it but the receipt, and nothing of others is touched', async () => {
    const { tenantId, key } = api.tenant
    await ownedIds(api)
    const other = await api.addTenant('neighbour')
    await clientOf(api, other.key).post('/v1/meetings', { title: 'Theirs', text: 'Bo: ours stays.' })
    const theirs = await tablesWith(api.databaseUrl, [other.tenantId])
    const owner = clientOf(api, key)
    const rehearsed = await owner.post('/v1/erasures', { tenant: true, dryRun: true })
    expect((await owner.get('/v1/meetings')).status).toBe(200)
    const had = Object.keys(await tablesWith(api.databaseUrl, [tenantId]))

    const { status, body } = await owner.post('/v1/erasures', { tenant: true, reason: 'contract 7 ended' })

    expect(status, JSON.stringify(body)).toBe(201)
    expect(body).toMatchObject({ subject: 'tenant', status: 'done', verified: true, actor: 'key:test' })
    expect(body.counts).toMatchObject({ ...rehearsed.body.counts, audit: expect.any(Number) })
    expect(had.length).toBeGreaterThan(15)
    expect(Object.keys(await tablesWith(api.databaseUrl, [tenantId]))).toEqual(['public.erasure', 'public.tombstone'])
    expect(await tablesWith(api.databaseUrl, [other.tenantId])).toEqual(theirs)
    expect((await owner.get('/v1/meetings')).status).toBe(401)
  })

  it('goes on with the same receipt when it was interrupted', async () => {
    const { tenantId, key } = await api.addTenant('interrupted')
    for (const text of ['Bo: one.', 'Bo: two.'])
      await clientOf(api, key).post('/v1/meetings', { title: 'Theirs', text })
    const command = { tenantId, actor: 'operator:test', reason: null, dryRun: false }
    const work = createTenantWork(api.database, { repeat: false, waitMs: 1000 })
    let left = 12
    const breaking = createEraseTenant({
      work: async (id, what) => {
        left -= 1
        if (left < 0) throw new Error('the process died')
        return work(id, what)
      },
    })

    await expect(breaking(command)).rejects.toThrow('the process died')
    expect((await clientOf(api, key).get('/v1/meetings')).status).toBeOneOf([401, 403])
    const [begun] = await inTenant(api.database, tenantId, (tx) => listErasures(tx, tenantId, undefined, 10))
    expect(begun).toMatchObject({ status: 'running', verified: false })
    const [one, two] = await Promise.all([api.usecases.eraseTenant(command), api.usecases.eraseTenant(command)])

    expect([one.id, two.id]).toEqual([begun?.id, begun?.id])
    expect(one).toMatchObject({ status: 'done', verified: true, counts: { meeting: 2, transcript: 2, tenant: 1 } })
    expect(Object.keys(await tablesWith(api.databaseUrl, [tenantId]))).toEqual(['public.erasure'])
    await expect(api.usecases.eraseTenant(command)).rejects.toMatchObject({ code: 'not_found' })
  })
})
