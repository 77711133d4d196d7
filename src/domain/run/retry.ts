import type { ErrorCode } from '../errors.ts'

/** A failure of a step, with the figures that decide what comes next. */
export type StepFailure = {
  code: ErrorCode
  retryable: boolean
  /** What the other side asked for, if it did. */
  retryAfterMs: number | undefined
  /** Time since the first of the failures in a row, by the clock of Postgres; 0 for the first. */
  failingForMs: number
}

export type FailureDecision =
  | { kind: 'retry'; delayMs: number }
  | { kind: 'park'; code: ErrorCode }
  /** The input is at fault: starting it over cannot help, so it is not offered for replay as parked work is. */
  | { kind: 'fail'; code: ErrorCode }

export type RetryPolicy = { firstDelayMs: number; maxDelayMs: number; budgetMs: number }

export const defaultRetryPolicy: RetryPolicy = { firstDelayMs: 1_000, maxDelayMs: 300_000, budgetMs: 2 * 3_600_000 }

const inputErrors: ReadonlySet<ErrorCode> = new Set([
  'invalid_json',
  'invalid_request',
  'unsupported_media_type',
  'payload_too_large',
  'empty_transcript',
  'unknown_reference',
  'not_found',
  'gone',
])

/**
 * What to do about a failure. The wait is as long as the trouble has lasted, so it doubles by itself and needs no
 * counter; `random` (0..1) spreads it by a fifth, so that a thousand steps do not come back at once.
 */
export const decideFailure = (
  failure: StepFailure,
  random: number,
  policy: RetryPolicy = defaultRetryPolicy,
): FailureDecision => {
  if (!failure.retryable) return { kind: inputErrors.has(failure.code) ? 'fail' : 'park', code: failure.code }
  const base = Math.min(Math.max(failure.failingForMs, policy.firstDelayMs), policy.maxDelayMs)
  const delayMs = Math.round(Math.max(base * (0.8 + 0.4 * random), failure.retryAfterMs ?? 0))
  return failure.failingForMs + delayMs > policy.budgetMs
    ? { kind: 'park', code: 'exhausted' }
    : { kind: 'retry', delayMs }
}
