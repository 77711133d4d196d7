import type { Database } from './client.ts'

export type Backlog = {
  tenantId: string
  /** Runs that wait to be admitted. */
  waiting: number
  /** Those of them that waited at the boundary already. */
  stillWaiting: number
}

/**
 * How many runs wait, by tenant. Run ids are time-ordered: those below `boundaryId` were there before, so what is
 * missing of them has been admitted since.
 */
export const readBacklog = (database: Database, boundaryId: string): Promise<Backlog[]> =>
  database.dispatch.$queryRaw`
    SELECT tenant_id AS "tenantId", count(*)::int AS waiting,
      (count(*) FILTER (WHERE id <= ${boundaryId}::uuid))::int AS "stillWaiting"
    FROM run WHERE admitted_at IS NULL AND finished_at IS NULL GROUP BY tenant_id`
