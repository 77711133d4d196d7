import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { tenantScopes } from '../../domain/access/scopes.ts'
import { AppError } from '../../domain/errors.ts'

export type TokenSettings = {
  issuer: string
  audience: string
  /** Where the issuer's keys are; null: where its discovery document says. */
  jwksUrl: string | null
  tenantClaim: string
  scopeClaim: string
}

/** Who a token speaks for. Never across tenants: the scope `operate` cannot come from outside. */
export type TokenBearer = { tenantId: string; userId: string; scopes: string[] }

/** Signatures of key pairs only: with a shared secret whoever verifies could also sign. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const clockToleranceSeconds = 60
const patienceMs = 5_000

/**
 * Reads tokens of an OpenID Connect issuer: signature by its published keys, issuer, audience, times and algorithm.
 * Null for a token that does not hold; throws `identity_unavailable` when the issuer's keys cannot be had.
 */
export const createVerifyToken = (settings: TokenSettings) => {
  let keys: Promise<JWTVerifyGetKey> | undefined
  return async (token: string): Promise<TokenBearer | null> => {
    keys ??= openKeys(settings).catch((error: unknown) => {
      keys = undefined
      throw unavailable(error)
    })
    const getKey = await keys
    try {
      const { issuer, audience } = settings
      const checks = {
        issuer,
        audience,
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp', 'sub'],
      }
      const { payload } = await jwtVerify(token, getKey, checks)
      return bearerOf(payload, settings)
    } catch (error) {
      if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw unavailable(error)
      return null
    }
  }
}

const openKeys = async ({ issuer, jwksUrl }: TokenSettings): Promise<JWTVerifyGetKey> =>
  createRemoteJWKSet(new URL(jwksUrl ?? (await discover(issuer))), { timeoutDuration: patienceMs })

const discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.url() })

const discover = async (issuer: string): Promise<string> => {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' })
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  const document = discovery.parse(await response.json())
  if (document.issuer !== issuer) throw new Error(`${address} speaks for ${document.issuer}`)
  return document.jwks_uri
}

const bearerOf = (payload: Record<string, unknown>, settings: TokenSettings): TokenBearer | null => {
  const tenant = z.uuid().safeParse(payload[settings.tenantClaim])
  const userId = z.string().min(1).max(200).safeParse(payload.sub)
  if (!tenant.success || !userId.success) return null
  const claimed = payload[settings.scopeClaim]
  const words = Array.isArray(claimed) ? claimed : typeof claimed === 'string' ? claimed.split(' ') : []
  return { tenantId: tenant.data, userId: userId.data, scopes: tenantScopes.filter((scope) => words.includes(scope)) }
}

const unavailable = (cause: unknown): AppError =>
  new AppError('identity_unavailable', 'The keys of the identity provider cannot be had just now; try again.', {
    cause,
    retryAfterMs: 5000,
  })
