import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../platform/logger.ts'
import { isRetryable } from '../storage/retryable.ts'

export type Patience = { forMs: number; everyMs: number }

const patience: Patience = { forMs: 20_000, everyMs: 500 }

/** A server that restarts is back within seconds: a process that starts meanwhile waits for it rather than end. */
export const waitForDatabase = async <T>(
  open: () => Promise<T>,
  log: Pick<Logger, 'warn'>,
  { forMs, everyMs }: Patience = patience,
): Promise<T> => {
  const deadline = performance.now() + forMs
  for (let told = false; ; told = true) {
    try {
      return await open()
    } catch (error) {
      if (!isRetryable(error) || performance.now() + everyMs > deadline) throw error
      if (!told) log.warn({ err: error }, 'the database cannot be reached yet; waiting for it')
      await sleep(everyMs)
    }
  }
}
