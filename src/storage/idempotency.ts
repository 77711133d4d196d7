import type { Tx } from './tx.ts'

export type RememberedReply = { fingerprint: string; response: unknown }

/** How long a key protects against repetition. Later the same key counts as new. */
const keptHours = 48

/**
 * Takes the key for this transaction and reads what was answered under it before. `busy`: another transaction holds
 * it right now. The lock is advisory, so that the second request learns at once that the first is still running.
 */
export const claimIdempotencyKey = async (
  tx: Tx,
  tenantId: string,
  key: string,
): Promise<'busy' | RememberedReply | null> => {
  const locks = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`idempotency:${tenantId}:${key}`}, 0)) AS locked`
  if (locks[0]?.locked !== true) return 'busy'
  const rows = await tx.$queryRaw<RememberedReply[]>`
    SELECT fingerprint, response FROM idempotency_key
    WHERE tenant_id = ${tenantId}::uuid AND key = ${key}
      AND created_at > now() - make_interval(hours => ${keptHours}::int)`
  return rows[0] ?? null
}

export const rememberReply = async (
  tx: Tx,
  tenantId: string,
  key: string,
  reply: { fingerprint: string; status: number; response: unknown },
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO idempotency_key (tenant_id, key, fingerprint, status, response)
    VALUES (${tenantId}::uuid, ${key}, ${reply.fingerprint}, ${reply.status}::int, ${JSON.stringify(reply.response)}::jsonb)
    ON CONFLICT (tenant_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,
      response = excluded.response, created_at = now()`
}
