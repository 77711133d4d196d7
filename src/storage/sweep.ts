import type { Dispatch } from '../domain/run/dispatch.ts'
import type { Database } from './client.ts'
import { Prisma } from './generated/client.ts'
import { type ClaimRef, maxCrashes } from './steps.ts'

const dispatchColumns = Prisma.sql`s.tenant_id AS "tenantId", s.run_id AS "runId", s.name AS step, s.queue, s.epoch, r.traceparent, r.turn`

/** Admits as many runs as the window has room for and dispatches their first steps (function `admit_runs`). */
export const admitRuns = (db: Database, window: number): Promise<Dispatch[]> =>
  db.dispatch.$queryRaw<Dispatch[]>`
    SELECT tenant_id AS "tenantId", run_id AS "runId", name AS step, queue, epoch, traceparent, turn
      FROM admit_runs(${window}::int)`

const isDue = Prisma.sql`(s.status = 'ready' AND (s.next_at IS NULL OR s.next_at <= now()))`
const hasVanished = Prisma.sql`(s.status = 'running' AND s.lease_until < now())`

/**
 * Dispatches what is due: retries whose time has come, and steps whose lease ran out. Freeing such a step keeps its
 * claim, so a worker that was only slow may still commit.
 */
export const dispatchDueSteps = (db: Database, limit: number): Promise<Dispatch[]> =>
  db.dispatch.$queryRaw<Dispatch[]>`
    WITH due AS (
      SELECT r.id, r.traceparent, r.turn FROM run r
       WHERE r.admitted_at IS NOT NULL AND r.finished_at IS NULL
         AND EXISTS (SELECT 1 FROM step s WHERE s.run_id = r.id
                        AND (${isDue} OR (${hasVanished} AND s.crashes < ${maxCrashes})))
       ORDER BY r.id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), awake AS (
      UPDATE run SET waiting_until = NULL FROM due WHERE run.id = due.id AND run.waiting_until IS NOT NULL
    )
    UPDATE step s
       SET status = 'dispatched', epoch = s.epoch + 1, dispatched_at = now(), lease_until = NULL, next_at = NULL
      FROM due r
     WHERE s.run_id = r.id AND (${isDue} OR (${hasVanished} AND s.crashes < ${maxCrashes}))
    RETURNING ${dispatchColumns}`

/** Steps that vanished too often: to be parked by whoever finds them. */
export const findCrashedSteps = (db: Database): Promise<ClaimRef[]> =>
  db.dispatch.$queryRaw<ClaimRef[]>`
    SELECT s.tenant_id AS "tenantId", s.run_id AS "runId", s.name AS step, s.claim
      FROM run r JOIN step s ON s.run_id = r.id
     WHERE r.admitted_at IS NOT NULL AND r.finished_at IS NULL AND ${hasVanished} AND s.crashes >= ${maxCrashes}
     LIMIT 50`

/** Steps that were dispatched, or last seen waiting, at least `olderThanMs` ago and that nobody has claimed. */
export const findUnclaimedSteps = (
  db: Database,
  olderThanMs: number,
  limit: number,
): Promise<(Dispatch & { waitedMs: number })[]> =>
  db.dispatch.$queryRaw<(Dispatch & { waitedMs: number })[]>`
    SELECT ${dispatchColumns}, (extract(epoch FROM now() - s.dispatched_at) * 1000)::float8 AS "waitedMs" FROM run r JOIN step s ON s.run_id = r.id
     WHERE r.admitted_at IS NOT NULL AND r.finished_at IS NULL AND s.status = 'dispatched'
       AND s.dispatched_at <= now() - ${olderThanMs} * interval '1 millisecond'
     ORDER BY s.dispatched_at LIMIT ${limit}`

/** Dispatches steps anew whose jobs are gone; those that somebody claimed or dispatched meanwhile are left alone. */
export const redispatchSteps = (db: Database, lost: readonly Dispatch[]): Promise<Dispatch[]> =>
  db.dispatch.$queryRaw<Dispatch[]>`
    UPDATE step s SET epoch = s.epoch + 1, dispatched_at = now()
      FROM ${refsOf(lost)}, run r
     WHERE s.run_id = ref.run_id AND s.name = ref.name AND s.epoch = ref.epoch AND s.status = 'dispatched'
       AND r.id = s.run_id
    RETURNING ${dispatchColumns}`

/** Remembers that the jobs of these steps still wait, so that they are not looked up again every second. */
export const touchDispatched = async (db: Database, waiting: readonly Dispatch[]): Promise<void> => {
  await db.dispatch.$executeRaw`
    UPDATE step s SET dispatched_at = now() FROM ${refsOf(waiting)}
     WHERE s.run_id = ref.run_id AND s.name = ref.name AND s.epoch = ref.epoch AND s.status = 'dispatched'`
}

const refsOf = (dispatches: readonly Dispatch[]) => Prisma.sql`
  unnest(${dispatches.map((one) => one.runId)}::uuid[], ${dispatches.map((one) => one.step)}::text[],
         ${dispatches.map((one) => one.epoch)}::int[]) AS ref (run_id, name, epoch)`
