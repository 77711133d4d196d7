import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from '../../../src/main/listen.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
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
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${auth()}${headers}\r\n`
const post = (body: string | Buffer, headers = 'Content-Type: application/json\r\n'): Buffer =>
  Buffer.concat([
    Buffer.from(
      `POST /v1/meetings HTTP/1.1\r\nHost: x\r\n${auth()}${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`,
    ),
    Buffer.from(body),
  ])
const json = (fields: string) => post(`{"title":"Weekly","text":"Ana: the greenhouse is watered.",${fields}}`)
const packed = (encoding: string, body: Buffer) =>
  post(body, `Content-Type: application/json\r\nContent-Encoding: ${encoding}\r\n`)

const bomb = Buffer.alloc(60_000_000, ' ')
const lists = (count: number) => `[${'0,'.repeat(count - 1)}0]`
const members = (count: number) => `{${Array.from({ length: count }, (_, index) => `"k${index}":0`).join(',')}}`

type Case = readonly [sent: string, status: number, code: string | undefined, bytes: () => string | Buffer]

const cases: Case[] = [
  ['a header of 20 KB', 431, 'headers_too_large', () => get('/v1/runs', `X-Long: ${'a'.repeat(20_000)}\r\n`)],
  ['120 headers', 431, 'headers_too_large', () => get('/v1/runs', 'X-Many: 1\r\n'.repeat(120))],
  ['an address of 9,000 characters', 414, 'address_too_long', () => get(`/v1/runs?status=${'a'.repeat(9_000)}`)],
  ['the start of a TLS connection', 400, 'unreadable_request', () => Buffer.from('160301020001000001fc0303', 'hex')],
  [
    'two lengths (request smuggling)',
    400,
    'unreadable_request',
    () => `POST /v1/meetings HTTP/1.1\r\nHost: x\r\n${auth()}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
  ],
  [
    'a length and chunks (request smuggling)',
    400,
    'unreadable_request',
    () =>
      `POST /v1/meetings HTTP/1.1\r\nHost: x\r\n${auth()}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  ['a line break in a header', 400, 'unreadable_request', () => get('/v1/runs', 'X-A: 1\r\n X-B\u0000: 2\r\n')],
  ['60 MB packed into 60 KB (gzip)', 413, 'payload_too_large', () => packed('gzip', gzipSync(bomb))],
  [
    '60 MB packed into 60 bytes (brotli)',
    413,
    'payload_too_large',
    () => packed('br', brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
  ],
  ['what is no gzip, as gzip', 422, 'invalid_request', () => packed('gzip', Buffer.from('{"title":"x"}'))],
  ['an unknown packing', 415, 'unsupported_media_type', () => packed('zstd-9', Buffer.from('{}'))],
  ['10 MB of `[`', 422, 'invalid_request', () => post('['.repeat(10_000_000))],
  ['10 MB of `{"a":`', 422, 'invalid_request', () => post('{"a":'.repeat(2_000_000))],
  [
    'lists in lists, 5 million deep and closed',
    422,
    'invalid_request',
    () => post(`${'['.repeat(5e6)}${']'.repeat(5e6)}`),
  ],
  ['a list of 200,001 entries', 422, 'invalid_request', () => json(`"questions":${lists(200_001)}`)],
  ['an object of 2,001 members', 422, 'invalid_request', () => json(`"extras":${members(2_001)}`)],
  [
    '5,001 participants',
    422,
    'invalid_request',
    () => json(`"participants":[${'{"name":"A"},'.repeat(5_000)}{"name":"B"}]`),
  ],
  ['10 MB of `"` that breaks off', 400, 'invalid_json', () => post('"'.repeat(9_999_999))],
  ['bytes that are no UTF-8', 400, 'invalid_json', () => post(Buffer.from('{"title":"\xff\xfe"}', 'latin1'))],
  [
    'UTF-16',
    415,
    'unsupported_media_type',
    () => post(Buffer.from('{"title":"x"}', 'utf16le'), 'Content-Type: application/json; charset=utf-16le\r\n'),
  ],
  ['an escaped NUL', 422, 'invalid_request', () => json('"project":"a\\u0000b"')],
  ['an escaped half of a pair', 422, 'invalid_request', () => json('"project":"a\\ud83db"')],
  ['`__proto__` as a field', 422, 'invalid_request', () => json('"__proto__":{"polluted":true}')],
  ['`__proto__` further down', 422, 'invalid_request', () => json('"extras":{"a":{"__proto__":{"polluted":true}}}')],
  [
    '`constructor.prototype`',
    202,
    undefined,
    () => json('"externalId":"c-p","extras":{"constructor":{"prototype":{"polluted":true}}}'),
  ],
  ['a field twice: the last one counts', 202, undefined, () => json('"externalId":"twice","title":"Monthly"')],
  ['a percent sign that escapes nothing', 422, 'invalid_request', () => get('/v1/meetings/%E0%A4%A')],
  ['a way up', 404, 'not_found', () => get('/v1/../../etc/passwd')],
]

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
