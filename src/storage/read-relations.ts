import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type RelationRow = {
  direction: 'out' | 'in'
  relation: string
  entityId: string
  entityName: string
  entityType: string
  since: Date
  confidence: number
  evidence: unknown
}

/** States whose value is another entity, read from both ends. */
export const listRelations = (
  tx: Tx,
  tenantId: string,
  entityId: string,
  after: { direction: string; relation: string; entityId: string } | undefined,
  limit: number,
): Promise<RelationRow[]> =>
  tx.$queryRaw`
    SELECT * FROM (
      SELECT 'out' AS direction, s.dim AS relation, e.id AS "entityId", e.name AS "entityName", e.type AS "entityType",
        s.since, s.confidence, s.evidence
      FROM state s JOIN entity e ON e.tenant_id = s.tenant_id AND e.id = s.value_entity
      WHERE s.tenant_id = ${tenantId}::uuid AND s.entity_id = ${entityId}::uuid
      UNION ALL
      SELECT 'in', s.dim, e.id, e.name, e.type, s.since, s.confidence, s.evidence
      FROM state s JOIN entity e ON e.tenant_id = s.tenant_id AND e.id = s.entity_id
      WHERE s.tenant_id = ${tenantId}::uuid AND s.value_entity = ${entityId}::uuid
    ) relations
    ${
      after === undefined
        ? Prisma.empty
        : Prisma.sql`WHERE (direction, relation, "entityId") > (${after.direction}, ${after.relation}, ${after.entityId}::uuid)`
    }
    ORDER BY direction, relation, "entityId" LIMIT ${limit}::int`
