import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../domain/errors.ts'
import { newId } from '../platform/ids.ts'
import { insertAudit } from '../storage/audit.ts'
import type { Database } from '../storage/client.ts'
import { isRetryable } from '../storage/retryable.ts'
import { inTenant, type Tx } from '../storage/tx.ts'
import { currentActing } from './access/acting.ts'

/** One transaction as the tenant. */
export type TenantWork = <T>(tenantId: string, work: (tx: Tx) => Promise<T>) => Promise<T>

const pauseMs = 200

/**
 * While Postgres cannot be reached, waits for it up to `waitMs` and then says 503. Work is done again only when that is
 * harmless: `repeat` is for reads and for writes that find what they wrote; other writes are tried again only when
 * they had not begun. What changes something is `audited`: who did it is committed with it.
 */
export const createTenantWork =
  (
    database: Database,
    options: { repeat: boolean; waitMs: number; audited?: boolean; readOnly?: boolean },
  ): TenantWork =>
  (tenantId, work) => {
    let begun = false
    const whole = async (tx: Tx) => {
      begun = true
      const result = await work(tx)
      const acting = options.audited ? currentActing() : undefined
      if (acting) await insertAudit(tx, tenantId, { id: newId(), ...acting })
      return result
    }
    const attempt = () => inTenant(database, tenantId, whole, { readOnly: options.readOnly ?? false })
    return waitForStorage(attempt, options.waitMs, () => options.repeat || !begun)
  }

/** Repeats while the database is away and `mayRepeat` allows it; then `storage_unavailable`. */
export const waitForStorage = async <T>(
  attempt: () => Promise<T>,
  waitMs: number,
  mayRepeat: () => boolean = () => true,
): Promise<T> => {
  const deadline = performance.now() + waitMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof AppError || !isRetryable(error)) throw error
      if (!mayRepeat() || performance.now() + pauseMs > deadline) {
        throw new AppError('storage_unavailable', 'The database cannot be reached just now; try again.', {
          cause: error,
          retryAfterMs: 5000,
        })
      }
      await sleep(pauseMs)
    }
  }
}
