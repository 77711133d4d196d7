/** What went wrong: a status of the server, or no answer at all. */
export type Trouble = { kind: 'status'; status: number } | { kind: 'refused' } | { kind: 'broken' }

export type RetryQuestion = {
  trouble: Trouble
  /** Tries made so far, from 1. */
  attempt: number
  elapsedMs: number
  retryAfterMs: number | undefined
  /** Doing it twice does no harm: a read, or a write with an Idempotency-Key. */
  repeatable: boolean
}

export type RetryPolicy = { attempts: number; refusedMs: number; budgetMs: number }

/** A server that is not there is given up soon, one that is busy is waited for. */
export const defaultPolicy: RetryPolicy = { attempts: 12, refusedMs: 5_000, budgetMs: 60_000 }

const busy: ReadonlySet<number> = new Set([429, 502, 503, 504])
const longestDelayMs = 10_000

/** Milliseconds to wait before the next try, or null to give up. Pure. */
export const nextDelay = (question: RetryQuestion, policy: RetryPolicy = defaultPolicy): number | null => {
  const { trouble, attempt, elapsedMs, retryAfterMs, repeatable } = question
  if (attempt >= policy.attempts) return null
  if (trouble.kind === 'status' && !busy.has(trouble.status)) return null
  // 429 and 503 refuse before anything is done; a refused connection never carried the request.
  const untouched = trouble.kind === 'refused' || (trouble.kind === 'status' && [429, 503].includes(trouble.status))
  if (!untouched && !repeatable) return null
  const backoff = Math.min(200 * 2 ** (attempt - 1), 3_000)
  const delay = Math.min(retryAfterMs ?? backoff, longestDelayMs)
  const budget = trouble.kind === 'refused' ? policy.refusedMs : policy.budgetMs
  return elapsedMs + delay > budget ? null : delay
}

/** Retry-After is in seconds, or an HTTP date. */
export const parseRetryAfter = (header: string | null, now: Date): number | undefined => {
  if (!header) return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime())
}
