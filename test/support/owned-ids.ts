import { defaultModel } from '../../src/domain/tracking-model/default-model.ts'
import { inTenant } from '../../src/storage/tx.ts'
import { clientOf, type TestApi } from './api.ts'
import { seeded, seedRecord } from './seed-record.ts'

/** One thing of each kind in the first tenant: the id for each parameter that stands in a path. */
export const ownedIds = async (api: TestApi): Promise<Record<string, string>> => {
  const { tenant, database } = api
  await seedRecord(database, tenant.tenantId)
  const owner = clientOf(api, tenant.key)
  const { body: webhook } = await owner.post('/v1/webhooks', { url: 'https://example.com', events: ['*'] })
  const { body: run } = await owner.post('/v1/meetings', { title: 'Secret', text: 'Ana: secret words.' })
  const { body: key } = await owner.post('/v1/keys', { name: 'secret', scopes: ['read'] })
  const { body: deliveries } = await owner.get('/v1/deliveries')
  const fact = await inTenant(database, tenant.tenantId, (tx) => tx.fact.findFirstOrThrow())
  const { body: lost } = await owner.post('/v1/meetings', { title: 'Lost', text: 'Ana: lost words.' })
  const { body: erasure } = await owner.post('/v1/erasures', { meetingId: lost.meetingId })
  const { body: review } = await owner.get('/v1/review')
  return {
    ...{ itemId: review.items[0].id, erasureId: erasure.id },
    ...{ meetingId: seeded.march18, entityId: seeded.atlas, runId: run.runId, keyId: key.id, webhookId: webhook.id },
    ...{
      deliveryId: deliveries.items[0].id,
      tenantId: tenant.tenantId,
      factId: fact.id,
      code: 'gtm',
      version: 'current',
      what: 'meetings',
      format: 'jsonl',
    },
  }
}

/** Bodies that are valid, so that nothing but the id or the caller can be refused. */
export const validBodies: Readonly<Record<string, object>> = {
  'POST /v1/meetings': { title: 'Theirs', text: 'Ana: theirs.' },
  'POST /v1/entities/import': { entities: [{ type: 'project', name: 'Theirs' }] },
  'POST /v1/erasures': { meetingId: seeded.march4 },
  'POST /v1/keys': { name: 'theirs', scopes: ['read'] },
  'POST /v1/tracking-models': { ...defaultModel, label: 'Theirs' },
  'PUT /v1/tracking-models/current': { ...defaultModel, label: 'Also theirs' },
  'PUT /v1/personas/{code}': { label: 'Theirs', description: 'Theirs', role: 'Owner', goals: [] },
  'POST /v1/webhooks': { url: 'https://example.com/theirs', events: ['*'] },
  'PATCH /v1/webhooks/{webhookId}': { description: 'Theirs' },
  'PATCH /v1/meetings/{meetingId}': { title: 'Theirs' },
  'POST /v1/meetings/{meetingId}/relink': { nameId: seeded.atlas, entityId: seeded.beacon },
  'POST /v1/review/{itemId}/correct': { value: 'completed' },
  'PATCH /v1/tenants/{tenantId}': { limits: {} },
  'PATCH /v1/entities/{entityId}': { name: 'Theirs' },
  'POST /v1/entities/{entityId}/merge': { otherId: seeded.beacon },
  'POST /v1/entities/{entityId}/split': { nameIds: [seeded.atlasAlias] },
  'POST /v1/entities/{entityId}/correct': { kind: 'assert', dimension: 'status', value: 'done' },
}
