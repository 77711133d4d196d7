import type { Middleware } from '../model.ts'
import { ModelError } from '../model-error.ts'
import { wait } from '../wait.ts'

export type RetryOptions = {
  /** Further tries after the first. */
  max: number
  /** First wait; it doubles, and half of it is chance. */
  delayMs: number
  /** From 0 to 1. */
  random: () => number
  /** A provider that wants a longer rest than this is left alone, and the next model asked. */
  longestWaitMs?: number
  /** Over all waits of one question. */
  totalWaitMs?: number
}

/** Asks the same model again after failures that pass; everything else goes to the caller at once. */
export const retry =
  (options: RetryOptions): Middleware =>
  (next) =>
  async (call) => {
    const { longestWaitMs = 60_000, totalWaitMs = 120_000 } = options
    let waited = 0
    let failure: ModelError | null = null
    for (let tries = 0; ; tries += 1) {
      try {
        return await next(call)
      } catch (error) {
        if (!(error instanceof ModelError)) throw error
        // What came of really asking says more than that asking again was not allowed.
        if (!error.passes) throw failure !== null && notCalled.has(error.kind) ? failure : error
        failure = error
      }
      const delayMs = delayBefore(tries, failure.retryAfterMs, options)
      if (tries >= options.max || delayMs > longestWaitMs || waited + delayMs > totalWaitMs) throw failure
      waited += delayMs
      await wait(delayMs, call.signal)
    }
  }

const notCalled: ReadonlySet<string> = new Set(['circuit_open', 'limit_wait'])

/** Exponential with jitter, never earlier than the provider wants, and then not all at the same moment. */
const delayBefore = (tries: number, retryAfterMs: number | undefined, options: RetryOptions): number => {
  const backoff = Math.min(options.delayMs * 2 ** tries, 60_000) * (0.5 + options.random() / 2)
  return retryAfterMs === undefined ? backoff : Math.max(backoff, retryAfterMs)
}
