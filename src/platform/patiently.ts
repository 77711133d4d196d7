import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Repeats work whose failures are `passing` (a server that restarts) until it succeeds or the time is up; the last
 * error is thrown. For bookkeeping that must not be lost to an outage, never for the work itself.
 */
export const patiently = async <T>(
  work: () => Promise<T>,
  options: { passing: (error: unknown) => boolean; forMs: number },
): Promise<T> => {
  const deadline = performance.now() + options.forMs
  for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 1_000)) {
    try {
      return await work()
    } catch (error) {
      if (!options.passing(error) || performance.now() + delayMs > deadline) throw error
      await sleep(delayMs)
    }
  }
}
