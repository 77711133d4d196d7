import type { Database } from './client.ts'
import { type ClaimRef, leaseMs } from './steps.ts'

/** Renews the leases of one process; returns the claims that are still held. Takes a freed but unclaimed step back. */
export const renewLeases = (db: Database, refs: readonly (ClaimRef & { fraction: number })[]): Promise<ClaimRef[]> =>
  db.dispatch.$queryRaw<ClaimRef[]>`
    UPDATE step s
       SET status = 'running', lease_until = now() + ${leaseMs} * interval '1 millisecond',
           fraction = greatest(s.fraction, held.fraction)
      FROM unnest(${refs.map((ref) => ref.runId)}::uuid[], ${refs.map((ref) => ref.step)}::text[],
                  ${refs.map((ref) => ref.claim)}::int[], ${refs.map((ref) => ref.fraction)}::float8[])
             AS held (run_id, name, claim, fraction)
     WHERE s.run_id = held.run_id AND s.name = held.name AND s.claim = held.claim
       AND s.status IN ('running', 'dispatched')
    RETURNING s.tenant_id AS "tenantId", s.run_id AS "runId", s.name AS step, s.claim`

/** Of these claims those that are void: their run was stopped, or another worker owns the step. */
export const findVoidClaims = (db: Database, refs: readonly ClaimRef[]): Promise<ClaimRef[]> =>
  db.dispatch.$queryRaw<ClaimRef[]>`
    SELECT s.tenant_id AS "tenantId", s.run_id AS "runId", s.name AS step, held.claim
      FROM unnest(${refs.map((ref) => ref.runId)}::uuid[], ${refs.map((ref) => ref.step)}::text[],
                  ${refs.map((ref) => ref.claim)}::int[]) AS held (run_id, name, claim)
      JOIN step s ON s.run_id = held.run_id AND s.name = held.name
     WHERE s.claim <> held.claim`

/** Lets the progress of runs follow what their running steps say of themselves; it never falls. */
export const raiseProgress = async (db: Database, runIds: readonly string[]): Promise<void> => {
  await db.dispatch.$executeRaw`
    UPDATE run r SET progress = seen.progress
      FROM (SELECT run_id, least(99, floor(100 * sum(share * CASE status WHEN 'done' THEN 1 WHEN 'running' THEN fraction ELSE 0 END)
                   / greatest(sum(share) FILTER (WHERE status <> 'skipped'), 1)))::int AS progress
              FROM step WHERE run_id = ANY (${runIds}::uuid[]) GROUP BY run_id) AS seen
     WHERE r.id = seen.run_id AND r.progress < seen.progress AND r.finished_at IS NULL`
}
