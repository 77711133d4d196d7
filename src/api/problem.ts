import { z } from 'zod'
import { type AppError, type ErrorCode, errorCodes } from '../domain/errors.ts'

/** Status and title of every code. The list is closed: a new code does not compile until it has both. */
export const problemTable: Record<ErrorCode, { status: number; title: string }> = {
  invalid_json: { status: 400, title: 'The body is not JSON' },
  invalid_request: { status: 422, title: 'The request is not valid' },
  unreadable_request: { status: 400, title: 'This is not HTTP' },
  request_timeout: { status: 408, title: 'The request did not arrive in time' },
  address_too_long: { status: 414, title: 'The address is too long' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  unsupported_media_type: { status: 415, title: 'This content type is not understood here' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  empty_transcript: { status: 422, title: 'The transcript is empty' },
  unknown_reference: { status: 422, title: 'The body names something that does not exist' },
  unauthorized: { status: 401, title: 'A valid API key is needed' },
  forbidden: { status: 403, title: 'The key may not do this' },
  not_found: { status: 404, title: 'Not found' },
  gone: { status: 410, title: 'Deleted' },
  method_not_allowed: { status: 405, title: 'This method is not offered here' },
  conflict: { status: 409, title: 'Not possible in the present state' },
  idempotency_mismatch: { status: 422, title: 'The Idempotency-Key was used with another body' },
  idempotency_in_progress: { status: 409, title: 'The first request with this Idempotency-Key is still running' },
  rate_limited: { status: 429, title: 'Too many requests, or too much work waiting' },
  overloaded: { status: 503, title: 'The system has too much work waiting' },
  identity_unavailable: { status: 503, title: 'The identity provider cannot be reached just now' },
  storage_unavailable: { status: 503, title: 'The database cannot be reached just now' },
  queue_unavailable: { status: 503, title: 'The queue cannot be reached just now' },
  timeout: { status: 504, title: 'The request took too long' },
  fenced: { status: 409, title: 'Another worker owns this step' },
  cancelled: { status: 409, title: 'Cancelled' },
  analysis_failed: { status: 500, title: 'The analysis failed' },
  delivery_failed: { status: 502, title: 'The delivery failed' },
  crash: { status: 500, title: 'The step vanished too often' },
  exhausted: { status: 500, title: 'Retries did not help' },
  internal: { status: 500, title: 'Something went wrong on our side' },
}

export const problemSchema = z
  .object({
    type: z.string().describe('urn:throughline:error:<code>'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(errorCodes),
    requestId: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('One entry for each field that is wrong'),
  })
  .meta({ id: 'Problem', description: 'An error as RFC 9457 problem details' })

type Problem = z.infer<typeof problemSchema>

export const statusOf = (code: ErrorCode): number => problemTable[code].status

/** An error as problem details. What went wrong inside stays in the log: `internal` never tells its message. */
export const toProblem = (error: AppError, requestId: string): Problem => {
  const { status, title } = problemTable[error.code]
  return {
    type: `urn:throughline:error:${error.code}`,
    title,
    status,
    detail: error.code === 'internal' ? `Quote the request id ${requestId} when you report this.` : error.message,
    code: error.code,
    requestId,
    ...(error.details.length > 0 ? { errors: [...error.details] } : {}),
  }
}
