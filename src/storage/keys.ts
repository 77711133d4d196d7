import type { Database } from './client.ts'
import type { ApiKey } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type FoundKey = {
  id: string
  tenantId: string
  name: string
  scopes: string[]
  expiresAt: Date | null
  revokedAt: Date | null
  /** The tenant is. */
  suspended: boolean
  /** Its own, as stored. */
  limits: unknown
}

/** Before the tenant is known: a function of the database looks the hash up, and nothing but the hash. */
export const findKeyByHash = async (database: Database, hash: string): Promise<FoundKey | null> => {
  const rows = await database.app.$queryRaw<FoundKey[]>`
    SELECT id, tenant_id AS "tenantId", name, scopes, expires_at AS "expiresAt", revoked_at AS "revokedAt", suspended, limits
    FROM find_api_key(${hash})`
  return rows[0] ?? null
}

export type NewKey = {
  id: string
  name: string
  prefix: string
  hash: string
  scopes: string[]
  expiresAt: Date | null
}

export const insertKey = (tx: Tx, tenantId: string, key: NewKey): Promise<ApiKey> =>
  tx.apiKey.create({ data: { tenantId, ...key } })

export const readKey = (tx: Tx, tenantId: string, id: string): Promise<ApiKey | null> =>
  tx.apiKey.findFirst({ where: { tenantId, id } })

/** Newest first; ids are time-ordered. */
export const listKeys = (tx: Tx, tenantId: string, after: string | null, limit: number): Promise<ApiKey[]> =>
  tx.apiKey.findMany({
    where: { tenantId, ...(after === null ? {} : { id: { lt: after } }) },
    orderBy: { id: 'desc' },
    take: limit,
  })

/** Ends a key now or later; one that ends sooner stays as it is. */
export const endKey = async (tx: Tx, tenantId: string, id: string, at: Date): Promise<void> => {
  await tx.$executeRaw`
    UPDATE api_key SET revoked_at = CASE WHEN ${at} <= now() THEN now() END,
                       expires_at = CASE WHEN ${at} <= now() THEN expires_at ELSE LEAST(expires_at, ${at}) END
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid AND revoked_at IS NULL`
}

export const touchKey = async (tx: Tx, tenantId: string, id: string): Promise<void> => {
  await tx.$executeRaw`
    UPDATE api_key SET last_used_at = date_trunc('minute', now())
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid`
}
