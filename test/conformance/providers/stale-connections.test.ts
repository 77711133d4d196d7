import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { sendRequest } from '../../../src/llm/providers/send-request.ts'

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A server that ends a connection without a word when its second question comes, or each question's when `always`. */
const startServer = async (options: { always?: boolean } = {}) => {
  const questions = new Map<Socket, number>()
  server = createServer(async (request, response) => {
    await text(request)
    const nth = (questions.get(request.socket) ?? 0) + 1
    questions.set(request.socket, nth)
    if (options.always || nth > 1) request.socket.resetAndDestroy()
    else response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const ask = async (): Promise<string> =>
    text(await sendRequest(url, { method: 'POST', headers: {}, body: '{}', signal: undefined }))
  return { ask, connections: () => questions.size }
}

describe('an idle connection that the provider ends as it is used again', () => {
  it('is replaced by a new one, and nobody hears of it', async () => {
    const { ask, connections } = await startServer()
    for (const connection of [1, 2, 3]) {
      expect(await ask()).toBe('{}')
      expect(connections()).toBe(connection)
    }
  })

  it('is told when a new one ends as well', async () => {
    const { ask, connections } = await startServer({ always: true })
    await expect(ask()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(connections()).toBe(1)
  })
})
