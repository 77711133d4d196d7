import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDeliver } from '../../../processors/deliver.ts'
import { createGuardedRequest } from '../../../src/delivery/guarded-request.ts'
import { createSendWebhook } from '../../../src/delivery/send-webhook.ts'
import { newId } from '../../../src/platform/ids.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { createSecretBox } from '../../../src/platform/secret-box.ts'
import { replayDeliveries } from '../../../src/storage/deliveries.ts'
import { listAttempts } from '../../../src/storage/delivery-attempts.ts'
import { writeEvents } from '../../../src/storage/outbox.ts'
import { dispatchDueDeliveries } from '../../../src/storage/sweep-deliveries.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { openLedger, silentLogger, type TestLedger } from '../../support/ledger.ts'

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
let ledger: TestLedger
let receiver: Server
let origin: string
let received: { url: string; headers: IncomingHttpHeaders; body: string }[] = []
let answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200 }
beforeAll(async () => {
  ledger = await openLedger()
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString()
    })
    request.on('end', () => {
      received.push({ url: request.url ?? '', headers: request.headers, body })
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const address = receiver.address()
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})
afterAll(async () => {
  receiver.close()
  await ledger.close()
})
beforeEach(() => {
  received = []
  enqueued = []
  answer = { status: 200 }
})

const secrets = createSecretBox([Buffer.from('of-tests-only-and-of-32-bytes-ok')])
let enqueued: string[] = []
const deliverWith = (allowPrivateTargets: boolean, box = secrets, logger = silentLogger) => {
  const send = createGuardedRequest({ allowPrivateTargets })
  const sendWebhook = createSendWebhook({ send, now: () => new Date() })
  const deliver = createDeliver({
    ...{ db: ledger.db, sendWebhook, secrets: box, logger, disableAfterDays: 5 },
    enqueueDeliveries: async (_tenantId, ids) => void enqueued.push(...ids),
  })
  return (payload: { tenantId: string; deliveryId: string; epoch: number }) =>
    deliver(payload, new AbortController().signal)
}

const addWebhook = async (tenantId: string, events: string[], url = `${origin}/hook`): Promise<string> => {
  const id = newId()
  await ledger.admin.query('INSERT INTO webhook (id, tenant_id, url, events, secret) VALUES ($1, $2, $3, $4, $5)', [
    ...[id, tenantId, url, events],
    secrets.seal(secret, id),
  ])
  return id
}
const webhook = async (id: string) =>
  (
    await ledger.admin.query(
      'SELECT active, failing_since IS NOT NULL AS failing, disabled_reason AS reason FROM webhook WHERE id = $1',
      [id],
    )
  ).rows[0]
const write = (tenantId: string, subject: string = newId()) =>
  inTenant(ledger.db, tenantId, (tx) =>
    writeEvents(tx, {
      tenantId,
      version: 0n,
      events: [{ type: 'run.completed', subject, ordinal: 1, data: { runId: subject } }],
    }),
  )
const read = async (deliveryId: string) =>
  (
    await ledger.admin.query(
      'SELECT status, attempts, last_status AS "lastStatus", last_error AS "lastError", next_at > now() AS later FROM delivery WHERE id = $1',
      [deliveryId],
    )
  ).rows[0]

describe('the outbox', () => {
  it('writes a delivery for each webhook that wants the event, and none for others', async () => {
    const tenantId = newId()
    await addWebhook(tenantId, ['run.completed'])
    await addWebhook(tenantId, ['*'], `${origin}/all`)
    await addWebhook(tenantId, ['transition.created'], `${origin}/other`)
    await addWebhook(newId(), ['*'])

    expect((await write(tenantId)).deliveryIds).toHaveLength(2)
    expect((await write(newId())).deliveryIds).toEqual([])
  })

  it('adds nothing when the same event is written again', async () => {
    const [tenantId, subject] = [newId(), newId()]
    await addWebhook(tenantId, ['*'])

    expect((await write(tenantId, subject)).deliveryIds).toHaveLength(1)
    expect((await write(tenantId, subject)).deliveryIds).toEqual([])
  })

  it('gives events of the record ids that follow from version and ordinal', async () => {
    const tenantId = newId()
    const events = ['a', 'b'].map((subject) => ({
      type: 'transition.created',
      subject,
      data: { text: `"${subject}", {x}` },
    }))

    for (let again = 0; again < 2; again += 1)
      await inTenant(ledger.db, tenantId, (tx) => writeEvents(tx, { tenantId, version: 7n, events }))

    const { rows } = await ledger.admin.query(
      'SELECT version, ordinal, subject, data FROM event WHERE tenant_id = $1 ORDER BY ordinal',
      [tenantId],
    )
    expect(rows).toEqual([
      { version: '7', ordinal: 0, subject: 'a', data: { text: '"a", {x}' } },
      { version: '7', ordinal: 1, subject: 'b', data: { text: '"b", {x}' } },
    ])
  })
})

describe('delivery', () => {
  let webhookId: string
  const prepare = async (url?: string) => {
    const tenantId = newId()
    webhookId = await addWebhook(tenantId, ['*'], url)
    const { deliveryIds } = await write(tenantId)
    return { tenantId, deliveryId: deliveryIds[0] ?? '', epoch: 1 }
  }

  it('sends a signed CloudEvent that the receiver can verify', async () => {
    const payload = await prepare()

    await deliverWith(true)(payload)

    expect(await read(payload.deliveryId)).toMatchObject({ status: 'delivered', attempts: 1, lastStatus: 200 })
    const [request] = received
    const verified = new Webhook(secret).verify(request?.body ?? '', request?.headers as Record<string, string>)
    expect(verified).toMatchObject({
      specversion: '1.0',
      type: 'run.completed',
      source: `/tenants/${payload.tenantId}`,
    })
    expect(request?.headers['webhook-id']).toBe((verified as { id: string }).id)
  })

  it('sends once although its job is there twice', async () => {
    const payload = await prepare()

    await Promise.all([deliverWith(true)(payload), deliverWith(true)(payload)])

    expect(received).toHaveLength(1)
  })

  it('is put off after a failure, dispatched again when due, and given up when told to', async () => {
    const payload = await prepare()
    answer = { status: 503 }
    await deliverWith(true)(payload)
    const first = await read(payload.deliveryId)
    await ledger.admin.query('UPDATE delivery SET next_at = now() WHERE id = $1', [payload.deliveryId])

    const due = await dispatchDueDeliveries(ledger.db, 10)
    answer = { status: 410 }
    for (const one of due) await deliverWith(true)(one)

    expect(first).toEqual({ status: 'ready', attempts: 1, lastStatus: 503, lastError: 'answered 503', later: true })
    expect(due).toEqual([{ ...payload, epoch: 2 }])
    expect(await read(payload.deliveryId)).toMatchObject({ status: 'dead', attempts: 2, lastStatus: 410 })
  })

  it('can be sent again once it is over', async () => {
    const payload = await prepare()
    await deliverWith(true)(payload)

    const [again] = await inTenant(ledger.db, payload.tenantId, (tx) =>
      replayDeliveries(tx, payload.tenantId, [payload.deliveryId]),
    )
    if (again) await deliverWith(true)(again)

    expect(received.map((request) => request.headers['webhook-id'])).toEqual([
      received[0]?.headers['webhook-id'],
      received[0]?.headers['webhook-id'],
    ])
  })

  it('is skipped when its webhook is gone', async () => {
    const payload = await prepare()
    await ledger.admin.query('UPDATE webhook SET active = false WHERE tenant_id = $1', [payload.tenantId])

    await deliverWith(true)(payload)

    expect(await read(payload.deliveryId)).toMatchObject({ status: 'skipped' })
    expect(received).toEqual([])
  })

  it.each([
    'http://127.0.0.1:9/x',
    'http://localhost:9/x',
    'http://[::1]:9/x',
    'http://169.254.169.254/latest',
    'ftp://example.com/',
    'http://user:pw@example.com/',
  ])('refuses %s', async (url) => {
    const payload = await prepare(url)

    await deliverWith(false)(payload)

    expect(await read(payload.deliveryId)).toMatchObject({ status: 'dead', attempts: 1, lastStatus: null })
  })

  it('does not follow a redirect', async () => {
    const payload = await prepare()
    answer = { status: 302, headers: { location: `${origin}/elsewhere` } }

    await deliverWith(true)(payload)

    expect(received.map((request) => request.url)).toEqual(['/hook'])
    expect(await read(payload.deliveryId)).toMatchObject({ status: 'ready', lastStatus: 302 })
  })

  it('reads no more of an answer than it needs', async () => {
    const payload = await prepare()
    answer = { status: 200, body: 'x'.repeat(5_000_000) }

    await deliverWith(true)(payload)

    expect(await read(payload.deliveryId)).toMatchObject({ status: 'delivered' })
  })

  it('signs with both secrets while a new one is introduced, and with the new one alone afterwards', async () => {
    const payload = await prepare()
    const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
    const change = `UPDATE webhook SET secret = $2, previous_secret = secret, previous_until = now() + $3::interval WHERE id = $1`
    await ledger.admin.query(change, [webhookId, secrets.seal(other, webhookId), '1 hour'])
    await deliverWith(true)(payload)
    await ledger.admin.query(`UPDATE webhook SET previous_until = now() WHERE id = $1`, [webhookId])
    const [again] = await inTenant(ledger.db, payload.tenantId, (tx) =>
      replayDeliveries(tx, payload.tenantId, [payload.deliveryId]),
    )
    if (again) await deliverWith(true)(again)

    const [during, after] = received.map(({ body, headers }) => ({ body, headers: headers as Record<string, string> }))
    for (const one of [secret, other]) new Webhook(one).verify(during?.body ?? '', during?.headers ?? {})
    new Webhook(other).verify(after?.body ?? '', after?.headers ?? {})
    expect(() => new Webhook(secret).verify(after?.body ?? '', after?.headers ?? {})).toThrow()
  })

  it('waits for a key of the secrets that is missing, and says which, never what it seals', async () => {
    const payload = await prepare()

    await deliverWith(true, createSecretBox([Buffer.from('another-key-than-it-was-sealed-w')]))(payload)

    const ended = await read(payload.deliveryId)
    expect(ended).toMatchObject({ status: 'ready', lastStatus: null })
    expect(ended.lastError).toMatch(/^the secret is sealed with the key [0-9a-f]{8}, which SECRETS_KEY lacks$/)
    expect(received).toEqual([])
  })

  it('keeps of each attempt how it ended, how long it took and how the answer began', async () => {
    const payload = await prepare()
    answer = { status: 500, body: `no\u0000thing ${'x'.repeat(600)}` }
    await deliverWith(true)(payload)

    const [attempt, ...more] = await inTenant(ledger.db, payload.tenantId, (tx) =>
      listAttempts(tx, payload.tenantId, payload.deliveryId, 10),
    )
    expect(more).toEqual([])
    expect(attempt).toMatchObject({ status: 500, error: null })
    expect(attempt?.excerpt).toHaveLength(500)
    expect(attempt?.excerpt).toMatch(/^no\ufffdthing x/)
    expect(attempt?.durationMs).toBeGreaterThanOrEqual(0)
    expect(JSON.stringify(attempt)).not.toContain(secret.slice(6))
  })

  it('keeps nothing that was answered to an event that was erased while it was under way', async () => {
    const payload = await prepare()
    answer = { status: 500, body: 'you sent me this' }
    await ledger.admin.query(
      `UPDATE event SET data = '{"erased": true}' FROM delivery d WHERE d.id = $1 AND event.id = d.event_id`,
      [payload.deliveryId],
    )
    await deliverWith(true)(payload)

    const [attempt] = await inTenant(ledger.db, payload.tenantId, (tx) =>
      listAttempts(tx, payload.tenantId, payload.deliveryId, 10),
    )
    expect(attempt).toMatchObject({ status: 500, excerpt: null })
  })

  it('switches a webhook off after days of nothing but failures, tells the others, and gives up what waits', async () => {
    const payload = await prepare()
    const other = await addWebhook(payload.tenantId, ['webhook.disabled'], `${origin}/other`)
    const waiting = (await write(payload.tenantId)).deliveryIds[0] ?? ''
    answer = { status: 500 }
    await deliverWith(true)({ ...payload, deliveryId: waiting })
    const early = await webhook(webhookId)
    await ledger.admin.query(`UPDATE webhook SET failing_since = now() - interval '6 days' WHERE id = $1`, [webhookId])
    await deliverWith(true)(payload)

    expect(early).toEqual({ active: true, failing: true, reason: null })
    expect(await webhook(webhookId)).toEqual({
      ...{ active: false, failing: true },
      reason: 'It answered nothing well for 5 days.',
    })
    expect(await read(waiting)).toMatchObject({ status: 'skipped' })
    expect(enqueued).toHaveLength(1)
    answer = { status: 200 }
    await deliverWith(true)({ ...payload, deliveryId: enqueued[0] ?? '' })
    const told = received.find((one) => one.url === '/other')
    expect(JSON.parse(told?.body ?? '{}')).toMatchObject({
      ...{ type: 'webhook.disabled', subject: webhookId },
      data: { webhookId, reason: 'It answered nothing well for 5 days.' },
    })
    expect(await webhook(other)).toEqual({ active: true, failing: false, reason: null })
  })

  it('forgets its failures with the first good answer', async () => {
    const payload = await prepare()
    await ledger.admin.query(`UPDATE webhook SET failing_since = now() - interval '6 days' WHERE id = $1`, [webhookId])

    await deliverWith(true)(payload)

    expect(await webhook(webhookId)).toEqual({ active: true, failing: false, reason: null })
  })

  it('switches a webhook off that says it is gone', async () => {
    const payload = await prepare()
    answer = { status: 410 }

    await deliverWith(true)(payload)

    expect(await webhook(webhookId)).toMatchObject({ active: false, reason: 'The receiver answered 410 Gone.' })
  })

  it('leaves nothing of its address, its secret, what it told or what it heard in the log', async () => {
    const lines: string[] = []
    const logger = createLogger({ level: 'trace', format: 'json' }, 'test', { write: (line) => void lines.push(line) })
    const failures: [number, string | undefined][] = [
      [500, undefined],
      [410, undefined],
      [200, 'http://127.0.0.1:9/thornapple'],
      [200, 'ftp://thornapple.example/'],
    ]
    for (const [status, url] of failures) {
      answer = { status, body: 'moonwort' }
      const tenantId = newId()
      await addWebhook(tenantId, ['*'], url ?? `${origin}/thornapple`)
      const { deliveryIds } = await inTenant(ledger.db, tenantId, (tx) =>
        writeEvents(tx, {
          ...{ tenantId, version: 0n },
          events: [{ type: 'meeting.accepted', subject: newId(), data: { content: 'hellebore' } }],
        }),
      )
      await ledger.admin.query('UPDATE delivery SET attempts = 9 WHERE id = $1', [deliveryIds[0]])
      await deliverWith(true, secrets, logger)({ tenantId, deliveryId: deliveryIds[0] ?? '', epoch: 1 })
    }

    expect(lines.filter((line) => line.includes('delivery given up'))).toHaveLength(4)
    expect(lines.join('')).not.toMatch(/thornapple|moonwort|hellebore|BwcHBwcH|whsec/)
  })
})
