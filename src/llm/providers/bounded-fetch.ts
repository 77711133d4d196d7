import type { IncomingMessage } from 'node:http'
import { ModelError } from '../model-error.ts'
import type { SendRequest } from './send-request.ts'

/** Far above any answer that could be right: 4 MB are a million tokens. */
const mostBytes = 4_194_304
/** Of a failure only its code is read. */
const mostErrorBytes = 65_536

/**
 * What the SDK takes for `fetch`: reads the whole body itself, up to a bound, as UTF-8 and as JSON, so that an answer
 * without end or sense never gets further.
 */
export const createBoundedFetch =
  (send: SendRequest): typeof globalThis.fetch =>
  async (url, init) => {
    const incoming = await send(new URL(String(url)), {
      method: init?.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: typeof init?.body === 'string' ? init.body : '',
      signal: init?.signal ?? undefined,
    })
    const status = incoming.statusCode ?? 0
    const text = status >= 200 && status < 300 ? await readAnswer(incoming, status) : await readFailure(incoming)
    const retryAfter = ['retry-after', 'retry-after-ms'].flatMap((name) => {
      const value = incoming.headers[name]
      return typeof value === 'string' ? [[name, value] as [string, string]] : []
    })
    return new Response(text === '' ? null : text, {
      status,
      headers: [['content-type', 'application/json'], ...retryAfter],
    })
  }

const readAnswer = async (incoming: IncomingMessage, status: number): Promise<string> => {
  const { bytes, whole } = await readUpTo(incoming, mostBytes)
  if (!whole) throw new ModelError('too_large', `the answer is larger than ${mostBytes} bytes`, { status })
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    JSON.parse(text)
    return text
  } catch (error) {
    const what = error instanceof SyntaxError ? 'JSON' : 'UTF-8'
    throw new ModelError('bad_output', `the reply is not ${what}`, { status })
  }
}

/** The SDK hands on what stands under `error`; some servers put it there and some do not. */
const readFailure = async (incoming: IncomingMessage): Promise<string> => {
  const { bytes } = await readUpTo(incoming, mostErrorBytes)
  const text = new TextDecoder().decode(bytes)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return JSON.stringify({ error: { message: text } })
  }
  const first: unknown = Array.isArray(body) ? body[0] : body
  const wrapped = typeof first === 'object' && first !== null && 'error' in first
  return JSON.stringify(wrapped ? first : { error: first })
}

/** Leaving the loop early ends the connection. */
const readUpTo = async (incoming: IncomingMessage, most: number): Promise<{ bytes: Uint8Array; whole: boolean }> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > most) return { bytes: Buffer.concat(chunks), whole: false }
    chunks.push(chunk)
  }
  return { bytes: Buffer.concat(chunks), whole: true }
}
