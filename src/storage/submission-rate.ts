import type { Tx } from './tx.ts'

const windowMs = 60_000

/** Null when the tenant may start another meeting within `perMinute` in any 60 seconds, else the ms until it may. */
export const untilNextSubmission = async (tx: Tx, tenantId: string, perMinute: number): Promise<number | null> => {
  if (perMinute === 0) return windowMs
  const rows = await tx.$queryRaw<{ waitMs: number }[]>`
    SELECT ceil(extract(epoch FROM created_at - clock_timestamp()) * 1000)::int + ${windowMs}::int AS "waitMs" FROM run
     WHERE tenant_id = ${tenantId}::uuid AND kind = 'meeting'
       AND created_at > clock_timestamp() - make_interval(secs => ${windowMs / 1000}::int)
     ORDER BY created_at DESC OFFSET ${perMinute - 1}::int LIMIT 1`
  return rows[0] === undefined ? null : Math.max(rows[0].waitMs, 1)
}

/** The same, and nobody else is told for this tenant until the transaction ends: of many at once exactly so many get in. */
export const takeSubmissionTurn = async (tx: Tx, tenantId: string, perMinute: number): Promise<number | null> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`submissions:${tenantId}`}, 0))`
  return untilNextSubmission(tx, tenantId, perMinute)
}
