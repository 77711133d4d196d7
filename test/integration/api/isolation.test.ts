import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../../src/api/route.ts'
import { createRoutes } from '../../../src/api/routes/create-routes.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import type { Usecases } from '../../../src/usecases/create-usecases.ts'
import { clientOf, startTestApi, type TestApi, type TestTenant } from '../../support/api.ts'
import { seeded, seedRecord } from '../../support/seed-record.ts'

const routes = createRoutes({} as Usecases)
const label = (route: Route) => `${route.method.toUpperCase()} ${route.path}`

/** Bodies and queries that are valid, so that nothing but the id can be refused. */
const bodies: Record<string, object> = {
  'PATCH /v1/meetings/{meetingId}': { title: 'Theirs' },
  'PATCH /v1/entities/{entityId}': { name: 'Theirs' },
  'POST /v1/entities/{entityId}/merge': { otherId: seeded.beacon },
  'POST /v1/entities/{entityId}/split': { nameIds: [seeded.atlasAlias] },
  'POST /v1/entities/{entityId}/correct': { kind: 'assert', dimension: 'status', value: 'done' },
}

let api: TestApi
let intruder: TestTenant
let ids: Record<string, string>

beforeAll(async () => {
  api = await startTestApi()
  const { tenant, database } = api
  await seedRecord(database, tenant.tenantId)
  intruder = await api.addTenant('intruder')
  const owner = clientOf(api, tenant.key)
  const { body: webhook } = await owner.post('/v1/webhooks', { url: 'https://example.com', events: ['*'] })
  const { body: run } = await owner.post('/v1/meetings', { title: 'Secret', text: 'Ana: secret words.' })
  const { body: key } = await owner.post('/v1/keys', { name: 'secret', scopes: ['read'] })
  const { body: deliveries } = await owner.get('/v1/deliveries')
  const fact = await inTenant(database, tenant.tenantId, (tx) => tx.fact.findFirstOrThrow())
  ids = {
    ...{ meetingId: seeded.march18, entityId: seeded.atlas, runId: run.runId, keyId: key.id, webhookId: webhook.id },
    ...{ deliveryId: deliveries.items[0].id, factId: fact.id, code: 'gtm', version: 'current' },
  }
})
afterAll(() => api.close())

/** Personas and models are named alike in every tenant: there is no id of another's to ask for. */
const named = (route: Route) => /\{(code|version)\}/.test(route.path)
const withId = routes.filter((route) => route.path.includes('{') && !named(route))
const lists = routes.filter((route) => route.method === 'get' && !route.path.includes('{'))

describe("another tenant's ids", () => {
  it.each(withId.map((route) => [label(route), route] as const))('are unknown to %s', async (name, route) => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, param: string) => ids[param] ?? 'missing')
    const sent = request(api.app)[route.method](path).set('Authorization', `Bearer ${intruder.key}`)
    const reply = await (route.body === undefined ? sent : sent.send(bodies[name] ?? {}))

    expect({ status: reply.status, code: reply.body.code }).toEqual({ status: 404, code: 'not_found' })
  })
})

describe('lists', () => {
  it.each(lists.map((route) => [label(route), route] as const))(
    'of another tenant stay empty: %s',
    async (_name, route) => {
      const query = route.path === '/v1/search' ? '?q=zebra' : ''
      const reply = await clientOf(api, intruder.key).get(`${route.path}${query}`)
      const text = JSON.stringify(reply.body)

      expect(reply.status).toBe(200)
      for (const id of [...Object.values(ids), ...Object.values(seeded)].filter((one) => one.length === 36)) {
        expect(text).not.toContain(id)
      }
      expect(text).not.toContain('zebra')
    },
  )
})
