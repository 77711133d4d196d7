import type { ErrorRequestHandler } from 'express'
import { AppError, type ErrorCode } from '../domain/errors.ts'
import type { Logger } from '../platform/logger.ts'
import { localsOf } from './call-context.ts'
import { statusOf, toProblem } from './problem.ts'

/** The one translator from errors to HTTP: problem details, and the rest goes to the log. */
export const errorHandler =
  (logger: Logger): ErrorRequestHandler =>
  (thrown, _request, response, _next) => {
    const { requestId, traceId, route, caller } = localsOf(response)
    const error = toAppError(thrown)
    const status = statusOf(error.code)
    if (status >= 500) logger.error({ err: thrown, requestId, traceId, route, tenantId: caller?.tenantId }, error.code)
    if (response.headersSent) {
      // Too late for a reply. A finished one is left alone: its connection may already serve the next request.
      if (!response.writableEnded) response.destroy()
      return
    }
    if (error.retryAfterMs !== undefined) response.setHeader('Retry-After', Math.ceil(error.retryAfterMs / 1000))
    if (error.code === 'unauthorized' && !response.hasHeader('WWW-Authenticate')) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="throughline"')
    }
    response.removeHeader('ETag')
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(toProblem(error, requestId)))
  }

/** What the body parser and the router throw, by the `type` and `status` that they document. */
const toAppError = (thrown: unknown): AppError => {
  if (thrown instanceof AppError) return thrown
  const { type, status } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as {
    type?: unknown
    status?: unknown
  }
  const known = typeof type === 'string' ? bodyErrors[type] : undefined
  if (known !== undefined) return new AppError(known.code, known.message, { cause: thrown })
  if (status === 400) return new AppError('invalid_request', 'The request cannot be read.', { cause: thrown })
  return new AppError('internal', 'unexpected error', { cause: thrown })
}

const bodyErrors: Record<string, { code: ErrorCode; message: string } | undefined> = {
  'entity.parse.failed': { code: 'invalid_json', message: 'The body cannot be parsed as JSON.' },
  'entity.too.large': { code: 'payload_too_large', message: 'The body is larger than MAX_TRANSCRIPT_BYTES allows.' },
  'charset.unsupported': { code: 'unsupported_media_type', message: 'Send the body as UTF-8.' },
  'encoding.unsupported': { code: 'unsupported_media_type', message: 'Send the body plain, gzip, deflate or br.' },
  'request.aborted': { code: 'invalid_request', message: 'The connection ended before the whole body had arrived.' },
  'request.size.invalid': { code: 'invalid_request', message: 'Content-Length does not match the body.' },
}
