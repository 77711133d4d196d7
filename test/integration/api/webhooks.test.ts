import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createDeliver } from '../../../processors/deliver.ts'
import { createGuardedRequest } from '../../../src/delivery/guarded-request.ts'
import { createSendWebhook } from '../../../src/delivery/send-webhook.ts'
import { AppError } from '../../../src/domain/errors.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { createSecretBox } from '../../../src/platform/secret-box.ts'
import { dispatchDueDeliveries } from '../../../src/storage/sweep-deliveries.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { clientOf, startTestApi, type TestApi, type TestTenant } from '../../support/api.ts'
import { openStepRunner, silentLogger, type TestLedger } from '../../support/ledger.ts'

const secrets = createSecretBox([Buffer.from('one-more-key-of-the-tests-32-b-!')])
let api: TestApi
let tenant: TestTenant
let client: ReturnType<typeof clientOf>
let receiver: Server
let url: string
let status: number
let received: { headers: Record<string, string>; body: string }[]

beforeAll(async () => {
  api = await startTestApi({ secrets })
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    received.push({ headers: request.headers as IncomingHttpHeaders as Record<string, string>, body })
    response.writeHead(status).end('thank you')
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`
})
afterAll(async () => {
  receiver.close()
  receiver.closeAllConnections()
  await api.close()
})
beforeEach(async () => {
  tenant = await api.addTenant('another')
  client = clientOf(api, tenant.key)
  received = []
  status = 200
  api.deliveries.length = 0
})

const add = async (events = ['*']) => (await client.post('/v1/webhooks', { url, events, description: 'ours' })).body
const submit = async (title = 'Weekly') => {
  const reply = await client.post('/v1/meetings', {
    ...{ title, type: 'meeting', source: 'websocket', userId: 'u-9', account: 'a-3', extras: { room: 'blue' } },
    ...{ occurredAt: '2026-03-04T10:00:00+01:00', text: 'Ana: the greenhouse is watered.\nBo: good.' },
  })
  expect(reply.body).toMatchObject({ status: 'accepted' })
  return reply
}

/** Sends what was handed to the queue, as a worker would. */
const deliverAll = async (): Promise<void> => {
  const send = createGuardedRequest({ allowPrivateTargets: true })
  const deliver = createDeliver({
    ...{ db: api.database, secrets, logger: silentLogger, disableAfterDays: 5, enqueueDeliveries: async () => {} },
    sendWebhook: createSendWebhook({ send, now: () => new Date() }),
  })
  const rows = await inTenant(api.database, tenant.tenantId, (tx) =>
    tx.delivery.findMany({ where: { status: 'dispatched' } }),
  )
  for (const { id: deliveryId, epoch } of rows)
    await deliver({ tenantId: tenant.tenantId, deliveryId, epoch }, new AbortController().signal)
}
const deliveries = async (query = '') => (await client.get(`/v1/deliveries${query}`)).body.items

describe('a webhook', () => {
  it('receives what /openapi.json says of the event', async () => {
    const webhook = await add(['meeting.accepted'])
    const { body: meeting } = await submit()
    await deliverAll()

    const [request] = received
    const envelope = new Webhook(webhook.secret).verify(request?.body ?? '', request?.headers ?? {})
    const { body: document } = await client.get('/openapi.json')
    const published = document.webhooks['meeting.accepted'].post.requestBody.content
    const { $ref } = published['application/cloudevents+json'].schema
    const local = (part: object) => JSON.parse(JSON.stringify(part).replaceAll('#/components/schemas/', '#/$defs/'))
    const schema = z.fromJSONSchema({ ...local({ $ref }), $defs: local(document.components.schemas) })
    expect(request?.headers['content-type']).toMatch(/^application\/cloudevents\+json/)
    expect(schema.safeParse(envelope).error).toBeUndefined()
    expect(schema.safeParse({ ...(envelope as object), data: {} }).success).toBe(false)
    expect((envelope as { data: object }).data).toEqual({
      ...{ tenantId: tenant.tenantId, userId: 'u-9', interactionType: 'meeting', accountId: 'a-3' },
      content: { text: 'Ana: the greenhouse is watered.\nBo: good.', format: 'diarized' },
      ...{ timestamp: '2026-03-04T09:00:00.000Z', source: 'websocket', extras: { room: 'blue' }, generation: 1 },
      ...{ interactionId: meeting.meetingId, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    })
  })

  it('can be changed, and keeps its secret to itself', async () => {
    const { secret, ...webhook } = await add()
    const changed = await client.patch(`/v1/webhooks/${webhook.id}`, { events: ['run.failed'], description: 'theirs' })
    const { body: list } = await client.get('/v1/webhooks')
    const row = await inTenant(api.database, tenant.tenantId, (tx) => tx.webhook.findFirstOrThrow())

    expect(secret).toMatch(/^whsec_/)
    expect(changed.body).toEqual({ ...webhook, events: ['run.failed'], description: 'theirs' })
    expect(list.items).toEqual([changed.body])
    expect(row.secret).not.toContain(secret.slice(6))
    expect((await client.patch(`/v1/webhooks/${webhook.id}`, {})).status).toBe(422)
    expect((await client.patch(`/v1/webhooks/${webhook.id}`, { secret: 'mine' })).status).toBe(422)
  })

  it('gets a new secret beside the old one, or instead of it', async () => {
    const { id, secret } = await add(['meeting.accepted'])
    const { body: rotated } = await client.post(`/v1/webhooks/${id}/rotate`, { graceHours: 1 })
    await submit()
    await deliverAll()
    const { body: forced } = await client.post(`/v1/webhooks/${id}/rotate`, { graceHours: 0 })
    await submit('Monthly')
    await deliverAll()

    expect(Date.parse(rotated.previousSecretUntil) - Date.now()).toBeGreaterThan(3_500_000)
    expect(forced.previousSecretUntil).toBeNull()
    const [during, after] = received
    const fits = (one: string, request: (typeof received)[number] | undefined): boolean => {
      try {
        return new Webhook(one).verify(request?.body ?? '', request?.headers ?? {}) !== undefined
      } catch {
        return false
      }
    }
    expect([secret, rotated.secret, forced.secret].map((one) => fits(one, during))).toEqual([true, true, false])
    expect([secret, rotated.secret, forced.secret].map((one) => fits(one, after))).toEqual([false, false, true])
  })

  it('is tried with an event of its own, and the log says how that went', async () => {
    const { id } = await add(['run.failed'])
    const { id: other } = await add(['*'])
    const { status: accepted, body: delivery } = await client.post(`/v1/webhooks/${id}/test`)
    status = 503
    await deliverAll()
    const { body: read } = await client.get(`/v1/deliveries/${delivery.id}`)

    expect(accepted).toBe(202)
    expect(api.deliveries).toEqual([delivery.id])
    expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'webhook.test', data: { webhookId: id } },
    ])
    expect(read).toMatchObject({ status: 'ready', lastStatus: 503, webhookId: id })
    expect(read.log).toMatchObject([{ status: 503, error: null, excerpt: 'thank you' }])
    expect(await deliveries(`?webhookId=${other}`)).toEqual([])
  })

  it('is sent nothing while it is off, and nothing old when it is on again', async () => {
    const { id } = await add()
    status = 500
    await submit()
    await deliverAll()
    await client.patch(`/v1/webhooks/${id}`, { active: false })
    const [given] = await deliveries()
    await submit('Unheard')
    const test = await client.post(`/v1/webhooks/${id}/test`)
    const { body: on } = await client.patch(`/v1/webhooks/${id}`, { active: true })
    await deliverAll()

    expect(given).toMatchObject({ status: 'skipped', lastError: 'the webhook was switched off' })
    expect(test.status).toBe(409)
    expect(on).toMatchObject({ active: true, failingSince: null, disabledAt: null, disabledReason: null })
    expect(received).toHaveLength(1)
    expect(await deliveries()).toHaveLength(1)
  })
})

describe('an address', () => {
  it.each(['http://127.0.0.1/in', 'http://2130706433/in', 'http://redis:6379/', 'https://ex\u0430mple.com/in'])(
    '%s is refused when a webhook is made or changed',
    async (inside) => {
      const guarded = await startTestApi({ secrets, allowPrivateTargets: false })
      const careful = clientOf(guarded, guarded.tenant.key)
      const made = await careful.post('/v1/webhooks', { url: inside, events: ['*'] })
      const { body: good } = await careful.post('/v1/webhooks', { url: 'https://example.com/in', events: ['*'] })
      const changed = await careful.patch(`/v1/webhooks/${good.id}`, { url: inside })
      await guarded.close()

      expect(made.body).toMatchObject({ status: 422, errors: [{ path: 'url' }] })
      expect(changed.body).toMatchObject({ status: 422, errors: [{ path: 'url' }] })
    },
  )
})

describe('deliveries', () => {
  it('are sent again in numbers, after a rehearsal', async () => {
    const { id } = await add(['meeting.accepted'])
    const { id: gone } = await add(['meeting.accepted'])
    await submit()
    await submit('Monthly')
    status = 410
    await deliverAll()
    await client.delete(`/v1/webhooks/${gone}`)
    await client.patch(`/v1/webhooks/${id}`, { active: true })
    api.deliveries.length = 0
    const rehearsed = await client.post('/v1/deliveries/replay', {})
    const narrow = await client.post('/v1/deliveries/replay', { status: 'delivered' })
    const early = await client.post('/v1/deliveries/replay', { until: '2026-01-01T00:00:00Z' })
    const before = await deliveries('?status=dead')
    const { body: replayed } = await client.post('/v1/deliveries/replay', { dryRun: false })
    status = 200
    received = []
    await deliverAll()

    expect(rehearsed.body).toEqual({ dryRun: true, matched: before.length, replayed: [], refused: [] })
    expect([narrow.body.matched, early.body.matched]).toEqual([0, 0])
    const ofWebhook = (which: string) =>
      before.filter((one: { webhookId: string }) => one.webhookId === which).map((one: { id: string }) => one.id)
    expect(replayed.replayed).toEqual(ofWebhook(id))
    expect(replayed.refused).toEqual(ofWebhook(gone))
    expect(api.deliveries).toEqual(replayed.replayed)
    expect(received.length).toBe(replayed.replayed.length)
    expect((await client.post(`/v1/deliveries/${replayed.refused[0]}/replay`)).status).toBe(409)
  })
})

describe('what is told and what is read', () => {
  const logged: string[] = []
  const logger = createLogger({ level: 'info', format: 'json' }, 'test', { write: (line) => void logged.push(line) })
  const runAll = async (processors: Parameters<typeof openStepRunner>[1] = {}): Promise<void> => {
    const runner = openStepRunner({ db: api.database } as TestLedger, processors, { logger })
    await runner.runAll(api.enqueued.splice(0))
    await runner.close()
  }

  it('start side by side: who listens hears of a meeting that cannot be read', async () => {
    await add()
    api.enqueued.length = 0
    const { body: meeting } = await submit()
    const [reading, telling] = [api.enqueued.length, api.deliveries.length]
    await runAll({
      extract: async () => {
        throw new AppError('analysis_failed', 'no model answered', { retryable: false })
      },
    })
    await deliverAll()

    expect([reading, telling]).toEqual([1, 1])
    expect(logged.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        ...{ lane: 'intelligence', tenant: tenant.tenantId, meeting: meeting.meetingId, run: meeting.runId },
        ...{ step: 'extract', code: 'analysis_failed' },
      }),
    )
    expect((await client.get(`/v1/runs/${meeting.runId}`)).body.status).toBe('parked')
    expect(received.map(({ body }) => JSON.parse(body).type).sort()).toEqual(['meeting.accepted', 'run.parked'])
  })

  it('do not hold each other up: a meeting is read though nobody can be told, and that stays visible', async () => {
    const { body: webhook } = await client.post('/v1/webhooks', {
      url: 'http://127.0.0.1:9/in',
      events: ['meeting.accepted'],
    })
    api.enqueued.length = 0
    const { body: meeting } = await submit()
    await runAll()
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await deliverAll()
      await inTenant(api.database, tenant.tenantId, (tx) => tx.delivery.updateMany({ data: { nextAt: new Date(0) } }))
      await dispatchDueDeliveries(api.database, 10)
    }

    expect((await client.get(`/v1/runs/${meeting.runId}`)).body.status).toBe('completed')
    const [delivery] = await deliveries()
    expect(delivery).toMatchObject({ webhookId: webhook.id, status: 'dead', attempts: 10, lastStatus: null })
    expect((await client.get(`/v1/deliveries/${delivery.id}`)).body.log).toHaveLength(10)
    expect((await client.get(`/v1/webhooks/${webhook.id}`)).body.failingSince).not.toBeNull()
  })
})
