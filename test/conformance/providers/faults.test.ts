import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { ModelReply } from '../../../src/llm/model.ts'
import { ModelError } from '../../../src/llm/model-error.ts'
import { createProviderCall } from '../../../src/llm/providers/create-provider-call.ts'
import { modelCall } from '../../factories/model-calls.ts'
import { catalogOf } from '../../factories/model-specs.ts'
import { type RawServer, startRawServer } from '../../support/raw-server.ts'

/** In the prompt, the key and what the server says; no error may repeat it. */
const canary = 'canary-4711'

let server: RawServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

const connect = (baseUrl: string) => {
  const env = { OPENAI_API_KEY: `sk-${canary}`, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: 'some-model' }
  const { providers, models } = catalogOf(env)
  const [provider] = providers
  const [model] = models
  if (provider === undefined || model === undefined) throw new Error('nothing to call')
  const call = createProviderCall(provider, { now: () => Date.parse('2026-11-21T12:00:00Z') })
  return (signal?: AbortSignal) => call(modelCall(model, { messages: [{ role: 'user', content: canary }] }, signal))
}

const askServer = async (answer: (socket: Socket) => void, signal?: AbortSignal): Promise<ModelReply> => {
  server = await startRawServer(answer)
  return connect(server.baseUrl)(signal)
}

const failureOf = async (reply: Promise<ModelReply>): Promise<ModelError> => {
  const failure = await reply.then(
    () => 'an answer',
    (error: unknown) => error,
  )
  if (!(failure instanceof ModelError)) throw new Error(`not a ModelError: ${String(failure)}`)
  return failure
}

const http = (status: string, headers: readonly string[], body: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${[`HTTP/1.1 ${status}`, ...headers].join('\r\n')}\r\n\r\n`), Buffer.from(body)])

const whole = (status: string, body: string | Buffer, ...headers: string[]): Buffer =>
  http(status, ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, ...headers], body)

const completion = (content: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    model: 'some-model',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 10, completion_tokens: 3 },
    ...more,
  })

describe('a server that answers', () => {
  it('gets the key and one request', async () => {
    const reply = await askServer((socket) => socket.end(whole('200 OK', completion('hello'))))

    expect(reply).toMatchObject({ text: 'hello', usage: { input: 10, output: 3 }, servedBy: 'some-model' })
    expect(server?.requests()).toHaveLength(1)
    expect(server?.requests()[0]).toMatch(
      new RegExp(`^POST /v1/chat/completions[^]*authorization: Bearer sk-${canary}`, 'i'),
    )
  })

  it('in parts, as slowly as it likes within the time', async () => {
    const body = completion('hello')
    const reply = await askServer((socket) => {
      socket.write(http('200 OK', ['Transfer-Encoding: chunked', 'Content-Type: application/json'], ''))
      for (const sign of body) socket.write(`1\r\n${sign}\r\n`)
      socket.end('0\r\n\r\n')
    })

    expect(reply.text).toBe('hello')
  })

  it('with content in parts, as some do', async () => {
    const parts = {
      role: 'assistant',
      content: [
        { type: 'text', text: 'hel' },
        { type: 'text', text: 'lo' },
      ],
    }
    const body = completion('', { choices: [{ finish_reason: 'stop', message: parts }] })

    expect(await askServer((socket) => socket.end(whole('200 OK', body)))).toMatchObject({ text: 'hello' })
  })

  it('with a refusal', async () => {
    const message = { role: 'assistant', content: null, refusal: 'I cannot.' }
    const body = completion('', { choices: [{ finish_reason: 'stop', message }] })

    expect(await askServer((socket) => socket.end(whole('200 OK', body)))).toMatchObject({
      finishReason: 'refusal',
      usage: { input: 10, output: 3 },
    })
  })
})

describe('a server that fails', () => {
  const text = (status: string, ...headers: string[]) =>
    whole(status, JSON.stringify({ error: { message: canary } }), ...headers)

  it.each([
    [
      '429 with seconds',
      text('429 Too Many Requests', 'Retry-After: 3'),
      { kind: 'rate_limited', retryAfterMs: 3_000 },
    ],
    [
      '429 with a date',
      text('429 Too Many Requests', 'Retry-After: Sat, 21 Nov 2026 12:00:09 GMT'),
      { kind: 'rate_limited', retryAfterMs: 9_000 },
    ],
    ['429 without a word', text('429 Too Many Requests'), { kind: 'rate_limited', retryAfterMs: undefined }],
    ['529', text('529 Overloaded'), { kind: 'overloaded' }],
    ['500 with a page', whole('500 Oops', `<html>${canary}</html>`), { kind: 'server_error' }],
    ['502 without a body', whole('502 Bad Gateway', ''), { kind: 'server_error' }],
    [
      'a failure that is no object',
      whole('400 Bad Request', `"maximum context length ${canary}"`),
      { kind: 'context_too_long' },
    ],
    [
      'a failure without its wrapping',
      whole('400 Bad Request', JSON.stringify({ object: 'error', message: `maximum context length ${canary}` })),
      { kind: 'context_too_long' },
    ],
    ['a redirect', whole('307 Temporary Redirect', '', 'Location: http://127.0.0.1:9/v1'), { kind: 'bad_request' }],
    [
      '200 with the failure of an aggregator',
      whole(
        '200 OK',
        JSON.stringify({
          error: { message: `Provider returned error ${canary}`, code: 502 },
          usage: { prompt_tokens: 4, completion_tokens: 0 },
        }),
      ),
      { kind: 'server_error', usage: { input: 4, output: 0 } },
    ],
    [
      '200 with a failure in the choice',
      whole(
        '200 OK',
        completion('', {
          choices: [{ finish_reason: 'error', message: { content: canary }, error: { code: 429, message: canary } }],
        }),
      ),
      { kind: 'rate_limited', usage: { input: 10, output: 3 } },
    ],
    [
      '200 with no choice, which was paid for',
      whole('200 OK', completion('', { choices: [] })),
      { kind: 'bad_output', usage: { input: 10, output: 3 } },
    ],
    ['200 with a page', whole('200 OK', `<html>${canary}</html>`), { kind: 'bad_output' }],
    ['200 with nothing', whole('200 OK', ''), { kind: 'bad_output' }],
    ['200 with half an envelope', whole('200 OK', completion(canary).slice(0, 60)), { kind: 'bad_output' }],
    ['204', http('204 No Content', [], ''), { kind: 'bad_output' }],
    [
      'invalid UTF-8',
      whole(
        '200 OK',
        Buffer.concat([Buffer.from('{"choices":"'), Buffer.from([0xff, 0xfe, 0xc3, 0x28]), Buffer.from('"}')]),
      ),
      { kind: 'bad_output' },
    ],
    ['no HTTP at all', Buffer.from(`${canary}\r\n\r\n`), { kind: 'network' }],
    [
      'a body that ends too early',
      http('200 OK', ['Content-Length: 500'], completion(canary).slice(0, 60)),
      { kind: 'network' },
    ],
    [
      'a chunk that is never finished',
      http('200 OK', ['Transfer-Encoding: chunked'], `40\r\n${canary}`),
      { kind: 'network' },
    ],
    [
      'a broken length of a chunk',
      http('200 OK', ['Transfer-Encoding: chunked'], `zz\r\n${canary}\r\n`),
      { kind: 'network' },
    ],
  ])('%s', async (_, reply, expected) => {
    const failure = await failureOf(askServer((socket) => socket.end(reply)))

    expect(failure).toMatchObject(expected)
    expect(failure.cause).toBeUndefined()
    expect(`${failure.stack} ${JSON.stringify(failure)}`).not.toContain(canary)
  })

  it('by resetting the connection in the middle of its answer', async () => {
    const failure = await failureOf(
      askServer((socket) => {
        socket.write(http('200 OK', ['Content-Length: 5000'], '{"choices":['), () => socket.resetAndDestroy())
      }),
    )

    expect(failure.kind).toBe('network')
  })

  it('by not being there', async () => {
    server = await startRawServer(() => {})
    const { baseUrl, stop } = server
    await stop()
    server = undefined

    expect(await failureOf(connect(baseUrl)())).toMatchObject({
      kind: 'network',
      message: 'openai/some-model: the connection failed (ECONNREFUSED)',
    })
  })
})

describe('a server without measure', () => {
  it.each([
    ['said at once', ['Content-Length: 20000000']],
    ['not said', ['Connection: close']],
  ])('is cut off: 20 MB, %s', async (_, headers) => {
    const megabyte = Buffer.alloc(1_000_000, 'x')
    let sent = 0
    const failure = await failureOf(
      askServer((socket) => {
        socket.write(http('200 OK', headers, ''))
        const send = (): void => {
          if (sent === 20 || socket.destroyed) return void socket.end()
          sent += 1
          socket.write(megabyte, send)
        }
        send()
      }),
    )

    expect(failure.kind).toBe('too_large')
    // The rest never left the server, but for what the sockets hold.
    expect(sent).toBeLessThan(20)
  })

  it('keeps its status when it fails with a page of 20 MB', async () => {
    const failure = await failureOf(
      askServer((socket) => socket.end(http('500 Oops', ['Connection: close'], Buffer.alloc(20_000_000, 'x')))),
    )

    expect(failure).toMatchObject({ kind: 'server_error', status: 500 })
  })

  it.each([
    ['says nothing', () => {}],
    ['sends a sign now and then', (socket: Socket) => void socket.write(http('200 OK', ['Content-Length: 500'], '{'))],
  ])('is left when the caller gives up: it %s', async (_, answer) => {
    const over = new AbortController()
    const reason = new ModelError('timeout', 'no whole answer in time')
    const reply = askServer((socket) => {
      answer(socket)
      setImmediate(() => over.abort(reason))
    }, over.signal)

    await expect(reply).rejects.toBe(reason)
  })

  it('is not asked at all when the caller has given up already', async () => {
    const reason = new Error('stopped')

    await expect(askServer(() => {}, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(server?.requests()).toHaveLength(0)
  })
})
