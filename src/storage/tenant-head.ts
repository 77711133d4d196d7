import type { Tx } from './tx.ts'

export type TenantHead = {
  version: bigint
  namesVersion: bigint
  modelVersion: number
  /** Taken under the lock: later versions never have an earlier time. */
  now: Date
}

/** Every change of the record begins here: until the end of the transaction it is the only one of the tenant. */
export const lockTenantHead = async (tx: Tx, tenantId: string): Promise<TenantHead> => {
  const rows = await tx.$queryRaw<TenantHead[]>`
    INSERT INTO tenant_head (tenant_id) VALUES (${tenantId}::uuid)
    ON CONFLICT (tenant_id) DO UPDATE SET version = tenant_head.version
    RETURNING version, names_version AS "namesVersion", model_version AS "modelVersion", clock_timestamp() AS now`
  const [head] = rows
  if (!head) throw new Error('an upsert of the tenant head returned no row')
  return head
}

export const advanceTenantHead = async (
  tx: Tx,
  tenantId: string,
  to: { version: bigint; namesVersion: bigint },
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE tenant_head SET version = ${to.version}::bigint, names_version = ${to.namesVersion}::bigint
    WHERE tenant_id = ${tenantId}::uuid`
}
