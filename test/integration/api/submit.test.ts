import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../../../src/storage/tx.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts'

let api: TestApi
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  api = await startTestApi()
  client = clientOf(api, api.tenant.key)
})
afterAll(() => api.close())

const aMeeting = (overrides: Record<string, unknown> = {}) => ({
  title: 'Weekly',
  occurredAt: '2025-03-04T10:00:00+01:00',
  text: 'Ana: Atlas is in progress.\nBen: Good.',
  ...overrides,
})

const count = (table: string, where = 'true') =>
  inTenant(api.database, api.tenant.tenantId, async (tx) => {
    const rows = await tx.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${table} WHERE ${where}`,
    )
    return rows[0]?.count
  })

describe('POST /v1/meetings', () => {
  it('commits meeting, transcript, run, steps and event, and enqueues the first step', async () => {
    const reply = await client.post('/v1/meetings', aMeeting({ title: 'First', series: 'weekly' }))

    expect(reply.status).toBe(202)
    const { meetingId, runId } = reply.body
    expect(reply.headers.location).toBe(`/v1/runs/${runId}`)
    expect(reply.body).toMatchObject({ status: 'accepted', created: true, generation: 1 })
    expect(await count('transcript', `meeting_id = '${meetingId}'`)).toBe(1)
    expect(await count('step', `run_id = '${runId}'`)).toBe(5)
    expect(await count('event', `type = 'meeting.accepted' AND subject = '${meetingId}'`)).toBe(1)
    expect(api.enqueued.filter((dispatch) => dispatch.runId === runId).map((dispatch) => dispatch.step)).toEqual([
      'normalize',
    ])
  })

  it('continues the trace of the caller into the run and the reply', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
    const reply = await client
      .post('/v1/meetings', aMeeting({ text: 'Ana: traced.' }))
      .set('traceparent', `00-${traceId}-00f067aa0ba902b7-01`)

    const run = await client.get(`/v1/runs/${reply.body.runId}`)
    const meeting = await client.get(`/v1/meetings/${reply.body.meetingId}`)
    expect(reply.headers['x-trace-id']).toBe(traceId)
    expect(run.body.traceId).toBe(traceId)
    expect(meeting.body.traceId).toBe(traceId)
  })

  it('takes the same content again as the same meeting', async () => {
    const body = aMeeting({ text: 'Ana: said once.' })
    const first = await client.post('/v1/meetings', body)
    const again = await client.post('/v1/meetings', { ...body, text: 'Ana: said once.  \r\n' })

    expect(again.status).toBe(200)
    expect(again.body).toMatchObject({ meetingId: first.body.meetingId, runId: first.body.runId, created: false })
  })

  it('makes one meeting and one run of fifty identical submissions at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => client.post('/v1/meetings', aMeeting({ text: 'Ana: all together now.' }))),
    )

    expect(replies.map((reply) => reply.status).sort()).toEqual([...Array<number>(49).fill(200), 202])
    expect(new Set(replies.map((reply) => `${reply.body.meetingId} ${reply.body.runId}`)).size).toBe(1)
    expect(await count('run', `meeting_id = '${replies[0]?.body.meetingId}'`)).toBe(1)
  })

  it('takes other content under a known external id as the next generation', async () => {
    const body = aMeeting({ externalId: 'crm-1', source: 'crm' })
    const first = await client.post('/v1/meetings', body)
    const second = await client.post('/v1/meetings', { ...body, text: 'Ana: corrected.' })
    const third = await client.post('/v1/meetings', { ...body, text: 'Ana: corrected.', project: 'Atlas' })

    expect([second.status, third.status]).toEqual([202, 202])
    expect(second.body).toMatchObject({ meetingId: first.body.meetingId, generation: 2 })
    expect(third.body).toMatchObject({ meetingId: first.body.meetingId, generation: 3 })
    const meeting = await client.get(`/v1/meetings/${first.body.meetingId}`)
    expect(meeting.body).toMatchObject({ generation: 3, revision: 2, project: 'Atlas' })
    expect(await count('event', `type = 'meeting.accepted' AND subject = '${first.body.meetingId}'`)).toBe(3)
  })

  it('keeps the time of the first acceptance when a meeting tells none', async () => {
    const body = aMeeting({ text: 'Ana: when was this?', occurredAt: undefined })
    const first = await client.post('/v1/meetings', body)
    const before = await client.get(`/v1/meetings/${first.body.meetingId}`)
    const again = await client.post('/v1/meetings', body)

    expect(again.status).toBe(200)
    expect(again.body.meetingId).toBe(first.body.meetingId)
    expect(before.body).toMatchObject({ precision: 'received', timeZone: 'Europe/Berlin' })
  })

  it('reads a day in the zone of the meeting, else of the tenant', async () => {
    const berlin = await client.post('/v1/meetings', aMeeting({ text: 'Ana: day.', occurredAt: '2025-07-01' }))
    const tokyo = await client.post(
      '/v1/meetings',
      aMeeting({ text: 'Ana: day there.', occurredAt: '2025-07-01', timeZone: 'Asia/Tokyo' }),
    )

    expect((await client.get(berlin.body.links.meeting)).body).toMatchObject({
      occurredAt: '2025-06-30T22:00:00.000Z',
      precision: 'day',
    })
    expect((await client.get(tokyo.body.links.meeting)).body.occurredAt).toBe('2025-06-30T15:00:00.000Z')
  })

  it('answers a repeated Idempotency-Key with the first answer, and refuses it for another body', async () => {
    const send = (body: object) => client.post('/v1/meetings', body).set('Idempotency-Key', 'once-1')
    const first = await send(aMeeting({ text: 'Ana: once.' }))
    const again = await send(aMeeting({ text: 'Ana: once.' }))
    const other = await send(aMeeting({ text: 'Ana: twice.' }))

    expect([first.status, again.status, other.status]).toEqual([202, 200, 422])
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(other.body.code).toBe('idempotency_mismatch')
  })

  it('says so when the first request with an Idempotency-Key is still running', async () => {
    const key = 'still-running'
    const reply = await inTenant(api.database, api.tenant.tenantId, async (tx) => {
      const lock = `idempotency:${api.tenant.tenantId}:${key}`
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))::text`
      return client.post('/v1/meetings', aMeeting({ text: 'Ana: waiting.' })).set('Idempotency-Key', key)
    })

    expect(reply.status).toBe(409)
    expect(reply.body.code).toBe('idempotency_in_progress')
    expect(reply.headers['retry-after']).toBe('1')
  })

  it('refuses a meeting that was deleted', async () => {
    const body = aMeeting({ text: 'Ana: forget this.' })
    const first = await client.post('/v1/meetings', body)
    await inTenant(api.database, api.tenant.tenantId, (tx) =>
      tx.meeting.updateMany({ where: { id: first.body.meetingId }, data: { deletedAt: new Date() } }),
    )

    const again = await client.post('/v1/meetings', body)
    const read = await client.get(`/v1/meetings/${first.body.meetingId}`)
    expect([again.status, again.body.code, read.status, read.body.code]).toEqual([410, 'gone', 410, 'gone'])
  })

  it('writes what lane 1 announces with a text of moderate size, and with an address beyond', async () => {
    const short = await client.post('/v1/meetings', aMeeting({ text: 'Ana: short.', account: 'acme', userId: 'u1' }))
    const long = await client.post('/v1/meetings', aMeeting({ text: `Ana: ${'long '.repeat(50_000)}` }))
    const dataOf = (subject: string) =>
      inTenant(api.database, api.tenant.tenantId, (tx) => tx.event.findFirstOrThrow({ where: { subject } }))

    expect((await dataOf(short.body.meetingId)).data).toMatchObject({
      tenantId: api.tenant.tenantId,
      accountId: 'acme',
      userId: 'u1',
      interactionType: 'meeting',
      interactionId: short.body.meetingId,
      content: { text: 'Ana: short.', format: 'diarized' },
      source: 'api',
    })
    expect((await dataOf(long.body.meetingId)).data).toMatchObject({
      content: { url: `/v1/meetings/${long.body.meetingId}/transcript`, format: 'diarized' },
    })
  })
})

describe('while something is wrong', () => {
  it('waits for a database that comes back, and answers 503 with Retry-After when it does not', async () => {
    let proxy: TcpProxy | undefined
    const lost = await startTestApi({ storageWaitMs: 1000 }, async (url) => {
      proxy = await startTcpProxy(url)
      return proxy.url
    })
    const own = clientOf(lost, lost.tenant.key)

    await proxy?.interrupt()
    const refused = await own.post('/v1/meetings', aMeeting())
    const ready = await request(lost.app).get('/readyz')
    const alive = await request(lost.app).get('/healthz')
    const waiting = own.post('/v1/meetings', aMeeting()).then((reply) => reply)
    await proxy?.restore()
    const accepted = await waiting

    expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([
      503,
      'storage_unavailable',
      '5',
    ])
    expect([ready.status, alive.status, accepted.status]).toEqual([503, 200, 202])
    await lost.close()
    await proxy?.close()
  })

  it('refuses more work with 429 per tenant and 503 for all, with Retry-After', async () => {
    const full = await startTestApi({ limits: { waitingPerTenant: 0, waitingTotal: 10 } })
    const fuller = await startTestApi({ limits: { waitingPerTenant: 10, waitingTotal: 0 } })
    const own = await clientOf(full, full.tenant.key).post('/v1/meetings', aMeeting())
    const all = await clientOf(fuller, fuller.tenant.key).post('/v1/meetings', aMeeting())

    expect([own.status, own.body.code, all.status, all.body.code]).toEqual([429, 'rate_limited', 503, 'overloaded'])
    expect(Number(own.headers['retry-after'])).toBeGreaterThan(0)
    await Promise.all([full.close(), fuller.close()])
  })
})
