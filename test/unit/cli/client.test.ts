import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createClient } from '../../../src/cli/http/client.ts'
import { type Answer, captureCli, type FakeServer, sendJson, sendProblem, serve } from '../../support/cli.ts'

let server: FakeServer
afterEach(() => server.close())

const anything = z.looseObject({})
const start = async (answer: Answer) => {
  server = await serve(answer)
  const { deps, slept } = captureCli()
  const waits: string[] = []
  return {
    client: createClient({ url: server.url, key: 'key-1', deps, onWait: (text) => waits.push(text) }),
    slept,
    waits,
  }
}

describe('the client', () => {
  it('repeats a submission with the same Idempotency-Key until the server takes it', async () => {
    const { client, slept, waits } = await start((_request, response) => {
      if (server.received.length < 3) sendProblem(response, 503, 'storage_unavailable', {}, { 'retry-after': '1' })
      else sendJson(response, 202, { ok: true })
    })

    expect(await client.post('/v1/meetings', anything, { body: { title: 'A' } })).toEqual({ ok: true })

    const keys = server.received.map((request) => request.headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(server.received[2]?.body).toEqual({ title: 'A' })
    expect(slept).toEqual([1000, 1000])
    expect(waits).toEqual(['the server is busy; waiting'])
  })

  it('uses another Idempotency-Key for the next submission', async () => {
    const { client } = await start((_request, response) => sendJson(response, 202, {}))

    await client.post('/v1/meetings', anything)
    await client.post('/v1/meetings', anything)

    expect(new Set(server.received.map((request) => request.headers['idempotency-key'])).size).toBe(2)
  })

  it('survives a connection that breaks off', async () => {
    const { client } = await start((_request, response) => {
      if (server.received.length === 1) response.destroy()
      else sendJson(response, 202, { ok: true })
    })

    expect(await client.post('/v1/meetings', anything)).toEqual({ ok: true })
  })

  it('gives up a server that is not there, and says what to do', async () => {
    const { client, slept } = await start(() => {})
    await server.close()

    await expect(client.get('/v1/runs', anything)).rejects.toThrow(/No answer from .*ECONNREFUSED.*npm start/)
    expect(slept.length).toBeGreaterThan(2)
    expect(slept.length).toBeLessThan(12)
  })

  it('sends the key and follows the cursor through all pages', async () => {
    const { client } = await start((request, response) => {
      const second = request.path.includes('cursor=next')
      sendJson(response, 200, {
        items: second ? [{ id: 3 }] : [{ id: 1 }, { id: 2 }],
        nextCursor: second ? null : 'next',
      })
    })

    const ids = []
    for await (const item of client.list('/v1/meetings', z.object({ id: z.number() }), { q: 'a b', type: undefined }))
      ids.push(item.id)

    expect(ids).toEqual([1, 2, 3])
    expect(server.received[0]?.headers.authorization).toBe('Bearer key-1')
    expect(server.received[1]?.path).toBe('/v1/meetings?q=a+b&cursor=next&limit=100')
  })

  it('stops at the limit without asking for more', async () => {
    const { client } = await start((_request, response) =>
      sendJson(response, 200, { items: [{}, {}], nextCursor: 'next' }),
    )

    const seen = []
    for await (const item of client.list('/v1/meetings', anything, {}, 2)) seen.push(item)

    expect(seen).toHaveLength(2)
    expect(server.received).toHaveLength(1)
  })

  it('tells a problem in one paragraph with its fields, the way out and the request id', async () => {
    const errors = [{ path: 'body.title', message: 'is missing' }]
    const { client } = await start((_request, response) =>
      sendProblem(response, 422, 'invalid_request', { detail: 'The body is not valid', errors }),
    )

    await expect(client.post('/v1/meetings', anything)).rejects.toMatchObject({
      message: 'The body is not valid. body.title: is missing. (invalid_request, request request-1)',
      exitCode: 2,
    })
  })

  it('explains an answer that is not from Throughline', async () => {
    const { client } = await start((_request, response) => response.end('<html>'))

    await expect(client.list('/v1/runs', anything).next()).rejects.toThrow(/does not answer like Throughline/)
  })

  it('reads server-sent events across chunk borders', async () => {
    const { client } = await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(': hello\n\nid: 1\nevent: run\nda')
      response.write('ta: {"a":1}\n\ndata: one\r\ndata: two\r\n\r')
      response.end('\n')
    })

    const events = []
    for await (const event of client.events('/v1/runs/x/events', new AbortController().signal)) events.push(event)

    expect(events).toEqual([
      { event: 'run', id: '1', data: '{"a":1}' },
      { event: 'message', id: undefined, data: 'one\ntwo' },
    ])
  })
})
