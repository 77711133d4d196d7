import type { Tx } from '../tx.ts'

/**
 * Where an export ends: what was recorded by this version of the record, and what else was stored by this moment. The
 * version is exact, since it is given out under the lock on the tenant head; the moment is rounded as stored ones are.
 */
export type Cut = { version: bigint; at: Date }

export type ExportFilter = { since?: Date; type?: string; series?: string; superseded?: boolean }

/** One page of an export: rows after `after`, the last row of the page before, in an order that no edit changes. */
export type PageOf<Row> = (
  tx: Tx,
  tenantId: string,
  given: { cut: Cut; filter: ExportFilter; after: Row | undefined; limit: number },
) => Promise<Row[]>

export const readCut = async (tx: Tx, tenantId: string): Promise<Cut> => {
  const rows = await tx.$queryRaw<Cut[]>`
    SELECT version, clock_timestamp()::timestamptz(3) AS at FROM tenant_head
    WHERE tenant_id = ${tenantId}::uuid`
  return rows[0] ?? { version: 0n, at: new Date() }
}
