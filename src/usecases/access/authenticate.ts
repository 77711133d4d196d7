import { AppError } from '../../domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Database } from '../../storage/client.ts'
import { findKeyByHash, touchKey } from '../../storage/keys.ts'
import { inTenant } from '../../storage/tx.ts'
import { waitForStorage } from '../tenant-work.ts'
import { hashApiKey } from './api-key.ts'

export type AuthenticatedCaller = {
  tenantId: string
  keyId: string | null
  actor: string
  scopes: readonly string[]
  userId?: string
}

export type AuthenticateDeps = { database: Database; waitMs: number; now: () => Date; log: Logger }

const touchEveryMs = 60_000
const looksLikeKey = /^tl_[0-9a-f]{8}_[0-9a-f]{40}$/

/**
 * Who a key belongs to; null for one that is unknown, revoked or expired. Asked anew for each request, so that a
 * revoked key stops working at once. `last_used_at` is written behind the request's back, once a minute at most.
 */
export const createAuthenticate = (deps: AuthenticateDeps) => {
  const touched = new Map<string, number>()

  const touch = (tenantId: string, keyId: string, nowMs: number): void => {
    if (nowMs - (touched.get(keyId) ?? 0) < touchEveryMs) return
    touched.set(keyId, nowMs)
    inTenant(deps.database, tenantId, (tx) => touchKey(tx, tenantId, keyId)).catch((error: unknown) => {
      touched.delete(keyId)
      deps.log.debug({ err: error, keyId }, 'last use of a key not noted')
    })
  }

  return async (key: string): Promise<AuthenticatedCaller | null> => {
    if (!looksLikeKey.test(key)) return null
    const found = await waitForStorage(() => findKeyByHash(deps.database, hashApiKey(key)), deps.waitMs)
    const now = deps.now()
    if (found === null || found.revokedAt !== null || (found.expiresAt !== null && found.expiresAt <= now)) return null
    if (found.suspended)
      throw new AppError('forbidden', 'This tenant is suspended; ask whoever runs this installation.')
    touch(found.tenantId, found.id, now.getTime())
    return { tenantId: found.tenantId, keyId: found.id, actor: `key:${found.name}`, scopes: found.scopes }
  }
}
