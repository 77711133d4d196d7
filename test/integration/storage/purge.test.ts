import { afterAll, beforeAll, expect, it } from 'vitest'
import { inTenant } from '../../../src/storage/tx.ts'
import { createApplyRetention } from '../../../src/usecases/retention/apply-retention.ts'
import { createTenantWork } from '../../../src/usecases/tenant-work.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

it('removes what is kept long enough, counts first, and leaves the last run of each meeting', async () => {
  const { tenantId, key } = api.tenant
  const client = clientOf(api, key)
  await client.post('/v1/webhooks', { url: 'https://example.com', events: ['*'] })
  const submit = (text: string, name: string) =>
    client.post('/v1/meetings', { title: 'Weekly', externalId: 'one', text }).set('Idempotency-Key', name)
  const first = (await submit('Bo: one.', 'first')).body
  const second = (await submit('Bo: two.', 'second')).body
  await inTenant(api.database, tenantId, async (tx) => {
    const old = new Date(Date.now() - 10 * 86_400_000)
    await tx.idempotencyKey.updateMany({ where: { key: 'first' }, data: { createdAt: old } })
    await tx.run.updateMany({ data: { finishedAt: old, status: 'completed' } })
    await tx.event.updateMany({ data: { createdAt: old } })
    const [delivered] = await tx.delivery.findMany({ orderBy: { id: 'asc' } })
    await tx.delivery.update({ where: { id: delivered?.id ?? '' }, data: { finishedAt: old, status: 'delivered' } })
  })
  const apply = createApplyRetention({
    database: api.database,
    work: createTenantWork(api.database, { repeat: true, waitMs: 1000 }),
  })
  const days = { idempotencyKeys: 2, runs: 7, events: 7, deliveries: 7, audit: 7 }

  const counted = await apply(days, { dryRun: true })
  const removed = await apply(days, { dryRun: false })

  expect(removed).toEqual([{ tenantId, removed: { idempotencyKeys: 1, runs: 1, deliveries: 1, events: 1 } }])
  expect(counted).toEqual(removed)
  expect(await apply(days, { dryRun: false })).toEqual([])
  expect((await client.get(`/v1/runs/${first.runId}`)).status).toBe(404)
  expect((await client.get(`/v1/runs/${second.runId}`)).status).toBe(200)
  expect((await client.get('/v1/deliveries')).body.items).toHaveLength(1)
  expect((await submit('Bo: two.', 'second')).headers['idempotency-replayed']).toBe('true')
  const steps = await inTenant(api.database, tenantId, (tx) => tx.step.findMany({ where: { runId: first.runId } }))
  expect(steps).toEqual([])
})
