import type { Tx } from './tx.ts'

export const insertTombstones = async (
  tx: Tx,
  tenantId: string,
  erasureId: string,
  hashes: readonly string[],
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO tombstone (tenant_id, hash, erasure_id)
    SELECT ${tenantId}::uuid, hash, ${erasureId}::uuid FROM unnest(${hashes}::text[]) AS hash
    ON CONFLICT DO NOTHING`
}

/** The erasure that one of these hashes is remembered from; null when none is. */
export const findTombstone = async (tx: Tx, tenantId: string, hashes: readonly string[]): Promise<string | null> => {
  const rows = await tx.$queryRaw<{ erasureId: string }[]>`
    SELECT erasure_id AS "erasureId" FROM tombstone
    WHERE tenant_id = ${tenantId}::uuid AND hash = ANY(${hashes}::text[]) LIMIT 1`
  return rows[0]?.erasureId ?? null
}
