import type { Tx } from './tx.ts'

/** Rows by table, and a hash over the hashes of those that were removed. */
export type Erased = { counts: Record<string, number>; digest: string }

/**
 * Deletes rows of one table of the tenant ($1) and answers how many, with a hash over them. Table and condition are
 * fixed texts of the code; what varies comes as values from $2 on.
 */
export const removeRows = async (
  tx: Tx,
  table: string,
  where: string,
  tenantId: string,
  ...values: unknown[]
): Promise<{ rows: number; hash: string }> => {
  const [removed] = await tx.$queryRawUnsafe<{ rows: number; hash: string }[]>(
    `WITH gone AS (DELETE FROM ${table} WHERE tenant_id = $1::uuid AND ${where} RETURNING ${table}.*),
       hashed AS (SELECT md5(gone::text) AS hash FROM gone)
     SELECT count(*)::int AS rows,
       encode(sha256(convert_to(coalesce(string_agg(hash, '' ORDER BY hash), ''), 'UTF8')), 'hex') AS hash FROM hashed`,
    tenantId,
    ...values,
  )
  return removed ?? { rows: 0, hash: '' }
}
