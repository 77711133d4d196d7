import type { Tx } from './tx.ts'

/** Which transcript of its meeting a run reads; 0 for a run that reads none. */
export const readRunRevision = async (tx: Tx, tenantId: string, runId: string): Promise<number> => {
  const rows = await tx.$queryRaw<{ revision: number }[]>`
    SELECT revision FROM run WHERE tenant_id = ${tenantId}::uuid AND id = ${runId}::uuid`
  return rows[0]?.revision ?? 0
}
