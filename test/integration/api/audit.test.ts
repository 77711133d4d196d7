import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../../src/api/route.ts'
import { createRoutes } from '../../../src/api/routes/create-routes.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import type { Usecases } from '../../../src/usecases/create-usecases.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { ownedIds, validBodies } from '../../support/owned-ids.ts'

const label = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`

/** They ask something that is too long for an address, or rehearse by default, and change nothing. */
const questions = new Set([
  'POST /v1/estimate',
  'POST /v1/deliveries/replay',
  ...['resume', 'replay', 'cancel', 'park'].map((what) => `POST /v1/runs/${what}`),
])
/** They write through the command of corrections and need a record that workers have made. */
const isOfRecord = (route: Route) => /\/(review|relink|retract|restore)\b/.test(route.path)
/** They need something that has ended first; other tests change it through the same transactions. */
const untimely = new Set([
  'POST /v1/runs/{runId}/park',
  'POST /v1/runs/{runId}/resume',
  'POST /v1/runs/{runId}/replay',
  'POST /v1/deliveries/{deliveryId}/replay',
])
const changing = createRoutes({} as Usecases).filter(
  (route) => route.method !== 'get' && !questions.has(label(route)) && !isOfRecord(route),
)

let api: TestApi
let client: ReturnType<typeof clientOf>
const entries = async (query = '') => (await client.get(`/v1/audit${query}`)).body.items

/** Made by commands alone, so that commands may go on with them. */
const ownThings = async () => {
  const ids = await ownedIds(api)
  const { body: meeting } = await client.post('/v1/meetings', { title: 'Ours', text: 'Ana: ours.' })
  const { body: unwanted } = await client.post('/v1/meetings', { title: 'Unwanted', text: 'Ana: unwanted.' })
  const entities = ['Lighthouse', 'Windmill'].map((name) => ({ type: 'project', name, aliases: [`Old ${name}`] }))
  await client.post('/v1/entities/import', { entities })
  const { body: found } = await client.get('/v1/entities?q=Lighthouse')
  const { body: other } = await client.get('/v1/entities?q=Windmill')
  const [one, two] = [found.items[0], other.items[0]]
  const alias = one.aliases.find(({ name }: { name: string }) => name === 'Old Lighthouse')
  const { body: said } = await client.post(`/v1/entities/${one.id}/correct`, correction)
  const bodies = {
    ...validBodies,
    'POST /v1/entities/{entityId}/merge': { otherId: two.id },
    'POST /v1/erasures': { meetingId: unwanted.meetingId },
    'POST /v1/entities/{entityId}/split': { nameIds: [alias.nameId] },
  } as Record<string, object>
  const own: Record<string, string> = {
    ...ids,
    meetingId: meeting.meetingId,
    entityId: one.id,
    factId: said.factIds[0],
  }
  return { ids: own, bodies }
}
const correction = { kind: 'assert', dimension: 'status', value: 'completed' }

beforeAll(async () => {
  api = await startTestApi()
  client = clientOf(api, api.tenant.key)
})
afterAll(() => api.close())

describe('the audit log', () => {
  it('tells who changed what in which request, and nothing of what was said', async () => {
    const { body: meeting } = await client
      .post('/v1/meetings', { title: 'Secret plan', text: 'Ana: zebra.', externalId: 'zebra-1' })
      .set('x-request-id', 'request-7')
    const [entry] = await entries()

    expect(entry).toMatchObject({
      ...{ action: 'postMeetings', actor: 'key:test', target: meeting.meetingId, userId: null },
      requestId: 'request-7',
    })
    expect(JSON.stringify(await entries())).not.toMatch(/zebra|Secret plan/)
    expect(await entries(`?target=${meeting.meetingId}`)).toHaveLength(1)
    expect(await entries('?action=deleteKeysByKeyId')).toEqual([])
  })

  it('is committed with the change, so what was refused or rolled back leaves nothing', async () => {
    const before = (await entries()).length
    const refused = await client.post('/v1/webhooks', { url: 'nonsense', events: ['*'] })
    const unknown = await client.delete('/v1/keys/01890000-0000-7000-8000-00000000dead')

    expect([refused.status, unknown.status]).toEqual([422, 404])
    expect(await entries()).toHaveLength(before)
  })

  it('cannot be rewritten by the application', async () => {
    const rewriting = inTenant(
      api.database,
      api.tenant.tenantId,
      (tx) => tx.$executeRaw`UPDATE audit SET actor = 'nobody'`,
    )

    await expect(rewriting).rejects.toThrow(/permission denied/)
  })

  it('knows of every operation that changes something', async () => {
    const { ids, bodies } = await ownThings()
    const silent: string[] = []
    const refused: string[] = []
    // What ends the tenant's things comes last.
    const ordered = [...changing].sort((a, b) => Number(a.method === 'delete') - Number(b.method === 'delete'))
    for (const route of ordered) {
      const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, param: string) => ids[param] ?? 'missing')
      const before = await inTenant(api.database, api.tenant.tenantId, (tx) => tx.audit.count())
      const reply = await request(api.app)
        [route.method](path)
        .set('Authorization', `Bearer ${api.tenant.key}`)
        .send(bodies[label(route)] ?? {})
      const after = await inTenant(api.database, api.tenant.tenantId, (tx) => tx.audit.count())
      if (reply.status === 409 && untimely.has(label(route))) continue
      if (reply.status >= 400) refused.push(`${label(route)} ${reply.status} ${reply.body.detail}`)
      else if (after === before) silent.push(label(route))
    }

    expect(silent).toEqual([])
    expect(refused, 'test/support/owned-ids.ts has a body that works for each').toEqual([])
  })
})
