import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Bytes for a socket, and the answer that they must get. */
export type HostileRequest = readonly [
  sent: string,
  status: number,
  code: string | undefined,
  bytes: () => string | Buffer,
]

/** What no honest client sends, with a valid key, so that it comes as far as it can. */
export const hostileRequests = (key: () => string): HostileRequest[] => {
  const auth = () => `Authorization: Bearer ${key()}\r\n`
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
  const segments = (one: string) => post(`{"title":"Weekly","segments":[${`${one},`.repeat(199_998)}${one}]}`)
  const members = (count: number) => `{${Array.from({ length: count }, (_, index) => `"k${index}":0`).join(',')}}`

  return [
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
    ['199,999 segments that are none', 422, 'invalid_request', () => segments('{"a":1}')],
    ['199,999 lists in lists', 422, 'invalid_request', () => json(`"extras":{"a":[${'[[[]]],'.repeat(199_998)}[]]}`)],
    [
      'a million values in lists',
      422,
      'invalid_request',
      () => json(`"extras":{"a":${lists(190_000)},"b":${lists(190_000)}}`),
    ],
    [
      '10 MB of line ends',
      422,
      'empty_transcript',
      () => post(`{"title":"Weekly","text":"${'\\n'.repeat(5_000_000)}"}`),
    ],
  ]
}
