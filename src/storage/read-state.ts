import type { StoredState } from './entities.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

/** A stored state, with its evidence as it lies there. */
export type StateRow = Omit<StoredState, 'evidence'> & { evidence: unknown }

/** State now, of many entities at once. */
export const readStates = (tx: Tx, tenantId: string, entityIds: readonly string[]): Promise<StateRow[]> =>
  tx.$queryRaw`
    SELECT entity_id AS "entityId", dim, item, value, value_entity AS "valueEntity", since, order_key AS "orderKey", confidence,
      evidence
    FROM state WHERE tenant_id = ${tenantId}::uuid AND entity_id = ANY(${entityIds}::uuid[])
    ORDER BY entity_id, dim, item`

/**
 * State as of a day, as known on a day: per dimension and item the last transition in order that had happened by
 * then. Without `knownAt` those that count now; with it those that were recorded and not yet superseded at that time.
 * A transition to nothing (resolved, cleared) leaves no state.
 */
export const readStateAsOf = (
  tx: Tx,
  tenantId: string,
  entityId: string,
  at: { validAt: Date | null; knownAt: Date | null },
): Promise<StateRow[]> => {
  const known = at.knownAt
    ? Prisma.sql`recorded_at <= ${at.knownAt} AND (superseded_at IS NULL OR superseded_at > ${at.knownAt})`
    : Prisma.sql`superseded_at IS NULL`
  const happened = at.validAt ? Prisma.sql`AND valid_at <= ${at.validAt}` : Prisma.empty
  return tx.$queryRaw`
    SELECT "entityId", dim, item, value, NULL::uuid AS "valueEntity", since, "orderKey", confidence, evidence FROM (
      SELECT DISTINCT ON (dim, item) entity_id AS "entityId", dim, item, to_value AS value, valid_at AS since,
        order_key AS "orderKey", confidence, evidence
      FROM transition
      WHERE tenant_id = ${tenantId}::uuid AND entity_id = ${entityId}::uuid AND ${known} ${happened}
      ORDER BY dim, item, order_key DESC
    ) last
    WHERE value IS NOT NULL ORDER BY dim, item`
}

/** Was anything of this id known at that time, under this very id? */
export const wasKnown = async (tx: Tx, tenantId: string, entityId: string, at: Date): Promise<boolean> => {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM transition
    WHERE tenant_id = ${tenantId}::uuid AND entity_id = ${entityId}::uuid AND recorded_at <= ${at}
      AND (superseded_at IS NULL OR superseded_at > ${at}) LIMIT 1`
  return rows.length > 0
}
