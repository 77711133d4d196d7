import { ModelError } from '../model-error.ts'

/** Far above any answer that could be right: 4 MB are a million tokens. */
const mostBytes = 4_194_304
/** Of a failure only its code is read. */
const mostErrorBytes = 65_536

/**
 * A fetch that reads the whole body itself, up to a bound and as UTF-8, so that an answer without end or sense never
 * gets further. A redirect is an answer, not an order: it might lead the key elsewhere.
 */
export const createBoundedFetch =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (url, init) => {
    const response = await fetch(url, { ...init, redirect: 'manual' })
    const text = response.ok ? await readAnswer(response) : await readFailure(response)
    const headers = new Headers(response.headers)
    headers.set('content-type', 'application/json')
    for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) headers.delete(name)
    const { status, statusText } = response
    return new Response(text === '' ? null : text, { status, statusText, headers })
  }

const readAnswer = async (response: Response): Promise<string> => {
  const { bytes, whole } = await readUpTo(response, mostBytes)
  if (!whole) throw new ModelError('too_large', `the answer is larger than ${mostBytes} bytes`, statusOf(response))
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    JSON.parse(text)
    return text
  } catch (error) {
    const what = error instanceof SyntaxError ? 'JSON' : 'UTF-8'
    throw new ModelError('bad_output', `the reply is not ${what}`, statusOf(response))
  }
}

/** The SDK hands on what stands under `error`; some servers put it there and some do not. */
const readFailure = async (response: Response): Promise<string> => {
  const { bytes } = await readUpTo(response, mostErrorBytes)
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

const statusOf = (response: Response) => ({ status: response.status })

const readUpTo = async (response: Response, most: number): Promise<{ bytes: Uint8Array; whole: boolean }> => {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > most) {
      await reader.cancel()
      return { bytes: Buffer.concat(chunks), whole: false }
    }
    chunks.push(value)
  }
  return { bytes: Buffer.concat(chunks), whole: true }
}
