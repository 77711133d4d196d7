import type { Database } from './client.ts'
import type { DeliveryRef } from './deliveries.ts'
import { Prisma } from './generated/client.ts'

const refColumns = Prisma.sql`d.tenant_id AS "tenantId", d.id AS "deliveryId", d.epoch`

/** Dispatches deliveries that are due, and those whose worker vanished. */
export const dispatchDueDeliveries = (db: Database, limit: number): Promise<DeliveryRef[]> =>
  db.dispatch.$queryRaw<DeliveryRef[]>`
    WITH due AS (
      SELECT id FROM delivery WHERE status = 'ready' AND (next_at IS NULL OR next_at <= now())
       ORDER BY next_at NULLS FIRST, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), lost AS (
      SELECT id FROM delivery WHERE status = 'running' AND lease_until < now()
       ORDER BY dispatched_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), found AS (SELECT id FROM due UNION ALL SELECT id FROM lost)
    UPDATE delivery d SET status = 'dispatched', epoch = d.epoch + 1, dispatched_at = now(), lease_until = NULL, next_at = NULL
      FROM found WHERE d.id = found.id
    RETURNING ${refColumns}`

/** Deliveries that were dispatched, or last seen waiting, at least `olderThanMs` ago and that nobody has claimed. */
export const findUnclaimedDeliveries = (
  db: Database,
  olderThanMs: number,
  limit: number,
): Promise<(DeliveryRef & { waitedMs: number })[]> =>
  db.dispatch.$queryRaw<(DeliveryRef & { waitedMs: number })[]>`
    SELECT ${refColumns}, (extract(epoch FROM now() - d.dispatched_at) * 1000)::float8 AS "waitedMs" FROM delivery d
     WHERE d.status = 'dispatched' AND d.dispatched_at <= now() - ${olderThanMs} * interval '1 millisecond'
     ORDER BY d.dispatched_at LIMIT ${limit}`

/** Dispatches deliveries anew whose jobs are gone; those that somebody claimed or dispatched meanwhile are left alone. */
export const redispatchDeliveries = (db: Database, lost: readonly DeliveryRef[]): Promise<DeliveryRef[]> =>
  db.dispatch.$queryRaw<DeliveryRef[]>`
    UPDATE delivery d SET epoch = d.epoch + 1, dispatched_at = now() FROM ${refsOf(lost)}
     WHERE d.id = ref.id AND d.epoch = ref.epoch AND d.status = 'dispatched'
    RETURNING ${refColumns}`

/** Remembers that the jobs of these deliveries still wait, so that they are not looked up again every second. */
export const touchDeliveries = async (db: Database, waiting: readonly DeliveryRef[]): Promise<void> => {
  await db.dispatch.$executeRaw`
    UPDATE delivery d SET dispatched_at = now() FROM ${refsOf(waiting)}
     WHERE d.id = ref.id AND d.epoch = ref.epoch AND d.status = 'dispatched'`
}

const refsOf = (refs: readonly DeliveryRef[]) => Prisma.sql`
  unnest(${refs.map((one) => one.deliveryId)}::uuid[], ${refs.map((one) => one.epoch)}::int[]) AS ref (id, epoch)`
