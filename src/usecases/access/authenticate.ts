import { readTenantLimits, type TenantLimits } from '../../domain/access/tenant-limits.ts'
import { AppError } from '../../domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Database } from '../../storage/client.ts'
import { findKeyByHash, touchKey } from '../../storage/keys.ts'
import { readStanding } from '../../storage/tenants.ts'
import { inTenant, readInTenant } from '../../storage/tx.ts'
import { waitForStorage } from '../tenant-work.ts'
import { hashApiKey } from './api-key.ts'
import type { TokenBearer } from './verify-token.ts'

export type AuthenticatedCaller = {
  tenantId: string
  keyId: string | null
  actor: string
  scopes: readonly string[]
  /** What the operator set for this tenant; read with each request, so that a change counts at once. */
  limits: TenantLimits
  userId?: string
}

export type AuthenticateDeps = {
  database: Database
  /** Reads tokens of an identity provider; absent: only API keys let anybody in. */
  verifyToken: ((token: string) => Promise<TokenBearer | null>) | undefined
  waitMs: number
  now: () => Date
  log: Logger
}

const touchEveryMs = 60_000
/** Keys are made without end; forgetting when they were noted costs a statement each. */
const mostTouched = 10_000
const looksLikeToken = /^[\w-]{1,2000}\.[\w-]{1,6000}\.[\w-]{1,2000}$/
const looksLikeKey = /^tl_[0-9a-f]{8}_[0-9a-f]{40}$/

/**
 * Who a key or token belongs to; null for one that is unknown, revoked or expired. Asked anew for each request, so that a
 * revoked key stops working at once. `last_used_at` is written behind the request's back, once a minute at most.
 */
export const createAuthenticate = (deps: AuthenticateDeps) => {
  const touched = new Map<string, number>()

  const touch = (tenantId: string, keyId: string, nowMs: number): void => {
    if (nowMs - (touched.get(keyId) ?? 0) < touchEveryMs) return
    if (touched.size >= mostTouched) touched.clear()
    touched.set(keyId, nowMs)
    inTenant(deps.database, tenantId, (tx) => touchKey(tx, tenantId, keyId)).catch((error: unknown) => {
      touched.delete(keyId)
      deps.log.debug({ err: error, keyId }, 'last use of a key not noted')
    })
  }

  const byToken = async (token: string): Promise<AuthenticatedCaller | null> => {
    const { verifyToken } = deps
    if (verifyToken === undefined || !looksLikeToken.test(token)) return null
    const bearer: TokenBearer | null = await verifyToken(token)
    if (bearer === null) return null
    const { tenantId, userId, scopes } = bearer
    const read = () => readInTenant(deps.database, tenantId, (tx) => readStanding(tx, tenantId))
    const standing = await waitForStorage(read, deps.waitMs)
    if (standing === null) return null
    if (standing.suspended) throw suspended()
    const limits = readTenantLimits(standing.limits)
    return { tenantId, keyId: null, actor: `user:${userId}`, scopes, limits, userId }
  }

  return async (secret: string): Promise<AuthenticatedCaller | null> => {
    if (!looksLikeKey.test(secret)) return byToken(secret)
    const found = await waitForStorage(() => findKeyByHash(deps.database, hashApiKey(secret)), deps.waitMs)
    const now = deps.now()
    if (found === null || found.revokedAt !== null || (found.expiresAt !== null && found.expiresAt <= now)) return null
    if (found.suspended) throw suspended()
    touch(found.tenantId, found.id, now.getTime())
    const { tenantId, id: keyId, name, scopes } = found
    return { tenantId, keyId, actor: `key:${name}`, scopes, limits: readTenantLimits(found.limits) }
  }
}

const suspended = (): AppError =>
  new AppError('forbidden', 'This tenant is suspended; ask whoever runs this installation.')
