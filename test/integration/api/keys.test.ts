import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scopes } from '../../../src/domain/access/scopes.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'

let api: TestApi
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  api = await startTestApi()
  client = clientOf(api, api.tenant.key)
})
afterAll(() => api.close())

const statusWith = async (key: string) => (await clientOf(api, key).get('/v1/meetings')).status

describe('API keys', () => {
  it('are shown once, and only their hash is stored', async () => {
    const created = await client.post('/v1/keys', { name: 'ci', scopes: ['read', 'ingest', 'read'] })
    const listed = await client.get('/v1/keys')

    expect(created.status).toBe(201)
    expect(created.headers['cache-control']).toBe('no-store')
    expect(created.body).toMatchObject({ name: 'ci', scopes: ['read', 'ingest'], lastUsedAt: null })
    expect(created.body.key).toMatch(/^tl_[0-9a-f]{8}_[0-9a-f]{40}$/)
    expect(created.body.key.startsWith(created.body.prefix)).toBe(true)
    expect(listed.body.items[0]).toMatchObject({ id: created.body.id, prefix: created.body.prefix })
    expect(JSON.stringify(listed.body)).not.toContain(created.body.key)
    const rows = await inTenant(api.database, api.tenant.tenantId, (tx) => tx.apiKey.findMany())
    expect(JSON.stringify(rows)).not.toContain(created.body.key)
  })

  it('stop working when they are revoked, with the words for a key that never was', async () => {
    const { body: key } = await client.post('/v1/keys', { name: 'gone', scopes: ['read'] })
    const before = await statusWith(key.key)
    const revoked = await client.delete(`/v1/keys/${key.id}`)
    const after = await clientOf(api, key.key).get('/v1/meetings')
    const never = await clientOf(api, `tl_${'1'.repeat(8)}_${'1'.repeat(40)}`).get('/v1/meetings')

    expect([before, revoked.status, after.status]).toEqual([200, 204, 401])
    expect(after.headers['www-authenticate']).toBe('Bearer realm="throughline"')
    expect({ ...after.body, requestId: '' }).toEqual({ ...never.body, requestId: '' })
    expect((await client.delete(`/v1/keys/${key.id}`)).status).toBe(204)
  })

  it('are replaced with a grace for the old one', async () => {
    const { body: old } = await client.post('/v1/keys', { name: 'rotating', scopes: ['read'] })
    const soft = await client.post(`/v1/keys/${old.id}/rotate`, { graceSeconds: 60 })
    const duringGrace = await statusWith(old.key)
    const hard = await client.post(`/v1/keys/${old.id}/rotate`)

    expect([soft.status, hard.status, duringGrace]).toEqual([201, 201, 200])
    expect(soft.body).toMatchObject({ name: 'rotating', scopes: ['read'] })
    expect([await statusWith(soft.body.key), await statusWith(old.key)]).toEqual([200, 401])
    expect((await client.post(`/v1/keys/${old.id}/rotate`)).body.code).toBe('conflict')
  })

  it('note their last use, to the minute', async () => {
    const { body: key } = await client.post('/v1/keys', { name: 'used', scopes: ['read'] })
    await statusWith(key.key)

    await expect
      .poll(async () => {
        const { body } = await client.get('/v1/keys')
        return body.items.find((one: { id: string }) => one.id === key.id)?.lastUsedAt
      })
      .toMatch(/:00\.000Z$/)
  })

  it('may do what their scopes say and nothing else', async () => {
    const wanted = {
      ingest: ['post', '/v1/meetings'],
      read: ['get', '/v1/meetings'],
      query: ['get', '/v1/search?q=x'],
      admin: ['get', '/v1/keys'],
      replay: ['post', '/v1/runs/replay'],
      erase: ['delete', '/v1/meetings/01890000-0000-7000-8000-00000000dead'],
    } as const
    for (const scope of Object.keys(wanted)) {
      const key = await api.keyWith(api.tenant, scope)
      for (const [other, [method, path]] of Object.entries(wanted)) {
        const reply = await request(api.app)
          [method](path)
          .set('Authorization', `Bearer ${key}`)
          .send(method === 'get' ? undefined : {})
        expect(`${scope} for ${other}: ${reply.status === 403}`).toBe(`${scope} for ${other}: ${scope !== other}`)
      }
    }
  })
})

describe('a new tenant', () => {
  it('is made once, with personas, a tracking model and one key that is told once', async () => {
    const tenant = {
      tenantId: '01890000-0000-7000-8000-0000000000aa',
      name: 'new',
      timeZone: 'UTC',
      firstKey: { name: 'dev', scopes },
    }
    const [first, second] = [await api.usecases.ensureTenant(tenant), await api.usecases.ensureTenant(tenant)]
    const own = clientOf(api, first.key ?? '')

    expect([first.created, second.created, second.key]).toEqual([true, false, null])
    const personas = await own.get('/v1/personas')
    expect(personas.body.items.map((persona: { code: string }) => persona.code)).toEqual([
      'delivery',
      'gtm',
      'product',
      'sales',
    ])
    expect((await own.get('/v1/tracking-models/current')).body).toMatchObject({ version: 1, current: true })
  })
})

describe('set-up', () => {
  it('stores a tracking model as the next version, folds the record again, and adds nothing for the same model', async () => {
    const { body: current } = await client.get('/v1/tracking-models/current')
    const changed = { ...current.model, label: 'Ours' }
    const stored = await client.put('/v1/tracking-models/current', changed)
    const again = await client.post('/v1/tracking-models', changed)
    const wrong = await client.put('/v1/tracking-models/current', { ...changed, colour: 'red' })

    expect(stored.body).toMatchObject({ version: 2, changed: true })
    expect((await client.get(`/v1/runs/${stored.body.runId}`)).body).toMatchObject({ kind: 'refold', meetingId: null })
    expect(again.body).toEqual({ version: 2, changed: false, runId: null })
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, 'colour'])
    const versions = await client.get('/v1/tracking-models')
    expect(versions.body.items).toMatchObject([
      { version: 2, current: true },
      { version: 1, current: false },
    ])
    expect((await client.get('/v1/tracking-models/1')).body.model).toEqual(current.model)
    expect((await client.get('/v1/tracking-models/9')).status).toBe(404)
  })

  it('keeps personas, and refuses a meeting for one that is switched off', async () => {
    const persona = { label: 'Legal', description: 'Reads contracts', role: 'Counsel', goals: ['See obligations'] }
    const put = await client.put('/v1/personas/legal', persona)
    const submit = (externalId: string) =>
      client.post('/v1/meetings', { title: 'x', text: 'Ana: hi', externalId, personas: ['legal'] })
    const before = await submit('legal-1')
    await client.put('/v1/personas/legal', { ...persona, active: false })
    const after = await submit('legal-2')

    expect(put.body).toMatchObject({ code: 'legal', active: true, guidelines: {} })
    expect([before.status, after.status, after.body.code]).toEqual([202, 422, 'unknown_reference'])
  })

  it('sends events to webhooks, whose secret is told once, and replays deliveries', async () => {
    const created = await client.post('/v1/webhooks', { url: 'https://example.com/in', events: ['meeting.accepted'] })
    const { body: meeting } = await client.post('/v1/meetings', { title: 'x', text: 'Ana: to be announced' })
    const deliveries = await client.get('/v1/deliveries')
    const [delivery] = deliveries.body.items

    expect(created.body.secret).toMatch(/^whsec_/)
    expect((await client.get(created.headers.location ?? '')).body).not.toHaveProperty('secret')
    expect(delivery).toMatchObject({ eventType: 'meeting.accepted', subject: meeting.meetingId, status: 'dispatched' })
    expect(api.deliveries).toContain(delivery.id)
    expect((await client.post(`/v1/deliveries/${delivery.id}/replay`)).body.code).toBe('conflict')
    await inTenant(api.database, api.tenant.tenantId, (tx) =>
      tx.delivery.update({ where: { id: delivery.id }, data: { status: 'dead', finishedAt: new Date() } }),
    )
    expect((await client.post(`/v1/deliveries/${delivery.id}/replay`)).body.status).toBe('dispatched')
    expect((await client.delete(`/v1/webhooks/${created.body.id}`)).status).toBe(204)
    expect((await client.get('/v1/webhooks')).body.items).toEqual([])
    expect((await client.post('/v1/webhooks', { url: 'ftp://example.com', events: ['*'] })).status).toBe(422)
    expect((await client.post('/v1/webhooks', { url: 'https://u:p@example.com', events: ['*'] })).status).toBe(422)
  })
})
