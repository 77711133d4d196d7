import { removeRows } from './erase-rows.ts'
import type { Tx } from './tx.ts'

/** Receipts and hashes against a return, which hold no content. */
const kept = ['erasure', 'tombstone']

/** Every table with rows of tenants, those of later versions too. */
export const listTenantTables = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(c.table_name) AS name
      FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'tenant_id' AND t.table_type = 'BASE TABLE'
       AND c.table_name <> ALL (${kept}::text[])
     ORDER BY 1`
  return rows.map(({ name }) => name)
}

/** `table` is one of those that the database itself named. */
export const countTenantRows = async (tx: Tx, table: string, tenantId: string): Promise<number> => {
  const rows = await tx.$queryRawUnsafe<{ rows: number }[]>(
    `SELECT count(*)::int AS rows FROM ${table} WHERE tenant_id = $1::uuid`,
    tenantId,
  )
  return rows[0]?.rows ?? 0
}

/** Removes some rows of a table, whichever come first. */
export const removeTenantRows = (
  tx: Tx,
  table: string,
  tenantId: string,
  most: number,
): Promise<{ rows: number; hash: string }> =>
  removeRows(
    tx,
    table,
    `ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE tenant_id = $1::uuid LIMIT $2::int))`,
    tenantId,
    most,
  )

/** The tenant itself, last of all. */
export const removeTenant = (tx: Tx, tenantId: string): Promise<number> =>
  tx.$executeRaw`DELETE FROM tenant WHERE id = ${tenantId}::uuid`

/** From here on nobody gets in, and whoever is at work for it finds that it may not end it. */
export const closeTenant = async (tx: Tx, tenantId: string): Promise<void> => {
  await tx.$executeRaw`UPDATE tenant SET suspended_at = coalesce(suspended_at, now()) WHERE id = ${tenantId}::uuid`
  await tx.$executeRaw`
    UPDATE step SET claim = claim + 1, status = 'cancelled', lease_until = NULL, next_at = NULL, finished_at = now()
     WHERE tenant_id = ${tenantId}::uuid AND finished_at IS NULL`
}
