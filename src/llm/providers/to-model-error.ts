import { ModelError } from '../model-error.ts'
import { classifyFailure, readFailure } from './classify-failure.ts'
import { readRetryAfter } from './read-retry-after.ts'

/**
 * What the SDK threw, as a `ModelError`. Its own error is not kept as the cause: it holds the body of the answer, which
 * may repeat the prompt, or the key.
 */
export const toModelError = (error: unknown, model: string, now: number): ModelError => {
  const own = findOwn(error)
  if (own !== null) return withModel(own, model)
  const { status, headers, error: body } = error as { status?: unknown; headers?: unknown; error?: unknown }
  if (typeof status !== 'number') return connectionError(error, model)
  const failure = readFailure(body, status) ?? { status, code: null, text: '' }
  const retryAfterMs = headers instanceof Headers ? readRetryAfter(headers, now) : undefined
  const code = failure.code === null ? '' : ` (${failure.code})`
  return new ModelError(classifyFailure(failure), `${model}: status ${status}${code}`, { status, retryAfterMs })
}

/** The SDK wraps what our fetch throws. */
const findOwn = (error: unknown): ModelError | null => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1)
    if (at instanceof ModelError) return at
  return null
}

const withModel = (error: ModelError, model: string): ModelError =>
  new ModelError(error.kind, `${model}: ${error.message}`, {
    status: error.status,
    retryAfterMs: error.retryAfterMs,
    usage: error.usage,
    servedBy: error.servedBy,
  })

/** Refused, reset, cut off in the middle: the code of the innermost cause says which. */
const connectionError = (error: unknown, model: string): ModelError => {
  const codes: string[] = []
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code)) codes.push(code)
  }
  const code = codes.at(-1)
  const slow = code !== undefined && /TIMEOUT|TIMEDOUT/.test(code)
  return new ModelError(
    slow ? 'timeout' : 'network',
    `${model}: the connection failed${code === undefined ? '' : ` (${code})`}`,
  )
}
