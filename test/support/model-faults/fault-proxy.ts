import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Asked } from '../scripted-reader.ts'

/** A question on its way, and the ways to spoil its answer. */
export type Exchange = {
  asked: Asked
  /** How many questions of this case came before. */
  nth: number
  response: ServerResponse
  /** What the server behind would answer, as text. */
  answer: () => Promise<string>
}

/** Answers in place of the server; false: the question goes through. */
export type Spoil = (exchange: Exchange) => boolean | Promise<boolean>

export type FaultProxy = { url: string; asked: (name: string) => number; stop: () => Promise<void> }

/**
 * Stands between the product and a model server and spoils the answers to questions that mention a case, each in its
 * way; all others go through. So many faults can be looked at side by side.
 */
export const startFaultProxy = async (target: string, faults: ReadonlyMap<string, Spoil>): Promise<FaultProxy> => {
  const counts = new Map<string, number>()
  const server = createServer(async (request, response) => {
    const body = await read(request)
    const name = [...faults.keys()].find((one) => body.includes(one))
    const nth = name === undefined ? 0 : (counts.get(name) ?? 0)
    if (name !== undefined) counts.set(name, nth + 1)
    const answer = async (): Promise<string> => {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-of-a-test' }
      const answered = await fetch(`${target}/chat/completions`, { method: 'POST', headers, body })
      return answered.text()
    }
    const spoil = name === undefined ? undefined : faults.get(name)
    const spoiled = spoil !== undefined && (await spoil({ asked: JSON.parse(body) as Asked, nth, response, answer }))
    if (!spoiled) send(response, 200, await answer())
  })
  server.requestTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`,
    asked: (name) => counts.get(name) ?? 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const send = (
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): true => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body)
  return true
}

const read = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
