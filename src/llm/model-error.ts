import type { TokenUsage } from './model.ts'

/** What can be wrong with a call; retrying, falling back, the breaker and the ledger decide by it. */
export const modelErrorKinds = [
  'rate_limited', // 429, with or without Retry-After
  'overloaded', // 503, 529
  'server_error', // other 5xx, 408, 409
  'upstream', // a 400 of an aggregator whose own provider failed
  'network', // refused, reset, cut off in the middle
  'timeout', // the deadline of the call
  'too_large', // the answer is larger than anything that could be right
  'context_too_long', // the question does not fit
  'truncated', // the answer was cut at its limit of length
  'refusal', // the model or its filter would not answer
  'bad_output', // no JSON, or not of the shape, after all repairs
  'unauthorized', // 401, 403, 402
  'bad_request', // any other 4xx: asking again will not help
  'circuit_open', // it failed too often just now; not called
  'budget', // the tenant's budget of the day is spent; not called
  'limit_wait', // the shared limit did not let it through in time; not called
] as const
export type ModelErrorKind = (typeof modelErrorKinds)[number]

/** Kinds that may pass by asking the same model again. */
const passing: ReadonlySet<ModelErrorKind> = new Set([
  'rate_limited',
  'overloaded',
  'server_error',
  'upstream',
  'network',
  'timeout',
])

/** A call that gave no usable answer. Its message names no content of prompt or answer. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly kind: ModelErrorKind
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  /** What the call cost all the same, where the provider said. */
  readonly usage: TokenUsage | null
  readonly servedBy: string | null

  constructor(
    kind: ModelErrorKind,
    message: string,
    options: {
      cause?: unknown
      status?: number | undefined
      retryAfterMs?: number | undefined
      usage?: TokenUsage | null
      servedBy?: string | null
    } = {},
  ) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.status = options.status
    this.retryAfterMs = options.retryAfterMs
    this.usage = options.usage ?? null
    this.servedBy = options.servedBy ?? null
  }

  get passes(): boolean {
    return passing.has(this.kind)
  }
}
