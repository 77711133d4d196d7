import type { Tx } from './tx.ts'

/** The meeting of an identity without locking it; null when there is none. */
export const readKnownMeeting = async (
  tx: Tx,
  tenantId: string,
  identity: string,
): Promise<{ id: string; contentHash: string; deleted: boolean } | null> => {
  const rows = await tx.$queryRaw<{ id: string; contentHash: string; deleted: boolean }[]>`
    SELECT id, content_hash AS "contentHash", deleted_at IS NOT NULL AS deleted FROM meeting
    WHERE tenant_id = ${tenantId}::uuid AND identity = ${identity}`
  return rows[0] ?? null
}
