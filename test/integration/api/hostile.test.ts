import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from '../../../src/main/listen.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { hostileRequests } from '../../support/hostile-requests.ts'
import { sendRaw } from '../../support/raw-client.ts'

const patience = { headersMs: 400, requestMs: 800, everyMs: 50, connections: 200 }
const unhurried = { headersMs: 10_000, requestMs: 60_000, everyMs: 1_000, connections: 200 }
let api: TestApi
let hurried: Listening
let server: Listening
const portOf = ({ url }: Listening): number => Number(new URL(url).port)

beforeAll(async () => {
  api = await startTestApi()
  hurried = await listen(api.app, { host: '127.0.0.1', port: 0, setting: 'PORT', patience })
  server = await listen(api.app, { host: '127.0.0.1', port: 0, setting: 'PORT', patience: unhurried })
})
afterAll(async () => {
  await Promise.all([hurried.close(), server.close()])
  await api.close()
})

const auth = () => `Authorization: Bearer ${api.tenant.key}\r\n`
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n${auth()}\r\n`
const cases = hostileRequests(() => api.tenant.key)

describe('what no honest client sends', () => {
  it.each(cases)('%s', async (_sent, status, code, bytes) => {
    const reply = await sendRaw(portOf(server), [bytes()])

    expect({ status: reply.status, body: reply.body }).toMatchObject({ status })
    if (code === undefined) return
    expect(reply.headers.toLowerCase()).toContain('content-type: application/problem+json')
    expect(reply.headers.toLowerCase()).toContain('x-content-type-options: nosniff')
    expect(JSON.parse(reply.body)).toMatchObject({ status, code })
  })

  it('pollutes no prototype', () => {
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('is a field given twice, of which the last counts', async () => {
    const { body } = await clientOf(api, api.tenant.key).get('/v1/meetings?limit=50')

    expect(body.items.map((meeting: { title: string }) => meeting.title)).toContain('Monthly')
  })
})

describe('slow clients', () => {
  const start = (rest = '') => `POST /v1/meetings HTTP/1.1\r\nHost: x\r\n${rest}`

  it.each([
    ['that never end their headers', () => [start('X-A: 1\r\n'), ...Array.from({ length: 40 }, () => 'X-B: 1\r\n')]],
    [
      'that never end their body',
      () => [
        `${start(auth())}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
        ...'"title": "slow'.repeat(3),
      ],
    ],
  ])('%s are told 408 in time', async (_name, parts) => {
    const reply = await sendRaw(portOf(hurried), parts(), { pauseMs: 100, quietMs: 5_000 })

    expect(reply.status).toBe(408)
    expect(JSON.parse(reply.body)).toMatchObject({ code: 'request_timeout' })
    expect(reply.ms).toBeLessThan(4_000)
  })

  it('that say nothing at all are cut off', async () => {
    const reply = await sendRaw(portOf(hurried), [], { withinMs: 6_000 })

    expect(reply.ms).toBeLessThan(5_000)
  })

  it('cannot hold more connections than there may be', async () => {
    const few = await listen(api.app, {
      host: '127.0.0.1',
      port: 0,
      setting: 'PORT',
      patience: { ...unhurried, connections: 3 },
    })
    const held = Array.from({ length: 3 }, () => sendRaw(portOf(few), [start()], { withinMs: 1_500 }))
    await new Promise((resolve) => setTimeout(resolve, 300))
    const refused = await sendRaw(portOf(few), [get('/healthz')], { withinMs: 1_000 })
    await Promise.all(held)
    // The server hears of ended connections a moment later.
    let later = 0
    for (let attempt = 0; attempt < 50 && later === 0; attempt += 1)
      later = (await sendRaw(portOf(few), [get('/healthz')])).status
    await few.close()

    expect([refused.status, later]).toEqual([0, 200])
  })
})

describe('requests on one connection', () => {
  it('are answered in their order when they come all at once', async () => {
    const paths = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? '/healthz' : `/v1/nothing-${index}`))
    const reply = await sendRaw(portOf(server), [paths.map((path) => get(path)).join('')])
    const statuses = [...`${reply.headers}\r\n\r\n${reply.body}`.matchAll(/HTTP\/1\.1 (\d+)/g)].map(
      ([, status]) => status,
    )

    expect(statuses).toEqual(paths.map((path) => (path === '/healthz' ? '200' : '404')))
  })
})

describe('a hundred of them at once', () => {
  it('cost little each, and a good request beside them is answered', async () => {
    const bodies = cases.map(([, , , bytes]) => bytes())
    const before = process.cpuUsage()
    let busy = true
    const hundred = Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        sendRaw(portOf(server), [bodies[index % bodies.length] ?? ''], { quietMs: 20 }),
      ),
    ).finally(() => {
      busy = false
    })
    const good: number[] = []
    while (busy) good.push((await sendRaw(portOf(server), [get('/v1/runs?limit=1')], { quietMs: 1 })).status)
    const replies = await hundred
    const { user, system } = process.cpuUsage(before)

    expect(replies.filter(({ status }) => status >= 500)).toEqual([])
    expect(new Set(good)).toEqual(new Set([200]))
    // Of client and server together: it does not depend on what else the machine does.
    expect((user + system) / 1000 / replies.length).toBeLessThan(60)
  })
})
