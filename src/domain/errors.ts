/**
 * The closed list of error codes. The HTTP translator maps each to a status, the worker maps `retryable` to
 * "try again later" or "park"; nobody else looks at either.
 */
export const errorCodes = [
  'invalid_json', // the body is not JSON
  'invalid_request', // a field is missing, unknown or out of range; `details` names it
  'unreadable_request', // what arrived is not HTTP
  'request_timeout', // it did not arrive in time
  'address_too_long',
  'headers_too_large', // in bytes or in number
  'unsupported_media_type',
  'payload_too_large',
  'empty_transcript', // nothing to read after parsing
  'unknown_reference', // a persona, tracking model, meeting… named in the body does not exist
  'unauthorized', // no key, unknown, revoked or expired key
  'forbidden', // the key lacks the scope
  'not_found', // unknown id, or another tenant's
  'gone', // the meeting was deleted
  'method_not_allowed',
  'conflict', // the thing is not in a state that allows this
  'idempotency_mismatch', // same Idempotency-Key, other body
  'idempotency_in_progress', // same Idempotency-Key, first request still running
  'rate_limited', // this tenant is over its quota; Retry-After says when
  'overloaded', // the whole system is; Retry-After says when
  'identity_unavailable', // the keys that tokens are signed with cannot be had just now
  'storage_unavailable', // Postgres cannot be reached just now
  'queue_unavailable', // the dispatch layer cannot be reached; never refuses a submission
  'timeout',
  'fenced', // another claimant owns the step now
  'cancelled',
  'analysis_failed',
  'delivery_failed',
  'crash', // a step vanished too often without an outcome
  'exhausted', // transient failures outlived their budget
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

const retryableByDefault: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'overloaded',
  'identity_unavailable',
  'storage_unavailable',
  'queue_unavailable',
  'timeout',
  'delivery_failed',
])

export type ErrorDetail = { path: string; message: string }

/** The one error type of the product. The message names the value that was wrong and the way out. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly details: readonly ErrorDetail[]
  readonly retryAfterMs: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean; details?: readonly ErrorDetail[]; retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? retryableByDefault.has(code)
    this.details = options.details ?? []
    this.retryAfterMs = options.retryAfterMs
  }
}
