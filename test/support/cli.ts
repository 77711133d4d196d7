import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable, Writable } from 'node:stream'
import type { CliDeps } from '../../src/cli/deps.ts'
import { runCli } from '../../src/cli/program.ts'

export type CapturedCli = { deps: CliDeps; out: () => string; err: () => string; slept: number[] }

/** A terminal that nobody looks at: what is written is kept, sleeping takes no time and is noted. */
export const captureCli = (overrides: Partial<CliDeps> & { input?: string } = {}): CapturedCli => {
  const { input = '', ...rest } = overrides
  const [stdout, out] = capture()
  const [stderr, err] = capture()
  const slept: number[] = []
  const deps: CliDeps = {
    version: '0.0.0',
    env: {},
    stdout,
    stderr,
    stdin: Readable.from([input]),
    cwd: process.cwd(),
    fetch: globalThis.fetch,
    now: () => new Date(),
    sleep: async (ms) => void slept.push(ms),
    signal: new AbortController().signal,
    extraCommands: [],
    ...rest,
  }
  return { deps, out, err, slept }
}

/** Runs one command line against a server. */
export const runCaptured = async (argv: readonly string[], overrides: Parameters<typeof captureCli>[0] = {}) => {
  const captured = captureCli(overrides)
  const code = await runCli(argv, captured.deps)
  return { code, out: captured.out(), err: captured.err(), slept: captured.slept }
}

const capture = (): [Writable, () => string] => {
  let text = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk)
      done()
    },
  })
  return [stream, () => text]
}

export type Received = { method: string; path: string; headers: IncomingMessage['headers']; body: unknown }
export type Answer = (request: Received, response: ServerResponse) => void

export type FakeServer = { url: string; received: Received[]; close: () => Promise<void> }

/** A real HTTP server on loopback that answers as told and remembers what it was asked. */
export const serve = async (answer: Answer): Promise<FakeServer> => {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    const { method = '', url: path = '', headers } = request
    const one = { method, path, headers, body }
    received.push(one)
    answer(one, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const sendJson = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

export const sendProblem = (response: ServerResponse, status: number, code: string, more = {}, headers = {}): void =>
  sendJson(response, status, { title: code, status, code, requestId: 'request-1', ...more }, headers)
