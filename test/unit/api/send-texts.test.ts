import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Response } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { sendTexts } from '../../../src/api/send-texts.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const endless = (state: { asked: number; ended: boolean }): AsyncIterableIterator<string> =>
  (async function* () {
    try {
      for (;;) {
        state.asked += 1
        yield 'x'.repeat(65_536)
      }
    } finally {
      state.ended = true
    }
  })()

/** A server that answers with these texts; what it says and how it ended. */
const answering = async (texts: AsyncIterableIterator<string>, silenceMs?: number) => {
  let outcome: Promise<void> = Promise.resolve()
  const server = createServer((_request, response) => {
    outcome = sendTexts(response as Response, texts, silenceMs)
    outcome.catch(() => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const [response] = (await once(get({ port, host: '127.0.0.1', agent: false }), 'response')) as [IncomingMessage]
  return { response, outcome }
}

describe('texts on their way', () => {
  it('end when a client has taken nothing for too long', async () => {
    const state = { asked: 0, ended: false }
    const { response, outcome } = await answering(endless(state), 100)
    response.on('error', () => {})
    await outcome

    expect(state.ended).toBe(true)
    expect(state.asked).toBeLessThan(500)
  })

  it('end without an error when the client goes away', async () => {
    const state = { asked: 0, ended: false }
    const { response, outcome } = await answering(endless(state))
    response.destroy()

    await expect(outcome).resolves.toBeUndefined()
    expect(state.ended).toBe(true)
  })

  it('tell the error of their source, and leave the answer without an end', async () => {
    const { response, outcome } = await answering(
      (async function* () {
        yield 'first'
        throw new Error('the rest is away')
      })(),
    )
    const [error] = await once(response.resume(), 'error')

    await expect(outcome).rejects.toThrow('the rest is away')
    expect([error.code, response.complete]).toEqual(['ECONNRESET', false])
  })

  it('have an end when all of them are there', async () => {
    const { response, outcome } = await answering(
      (async function* () {
        yield 'first, '
        yield 'last'
      })(),
    )
    let text = ''
    for await (const part of response) text += part
    await outcome

    expect([text, response.complete]).toEqual(['first, last', true])
  })
})
