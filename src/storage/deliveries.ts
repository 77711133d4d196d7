import type { Database } from './client.ts'
import type { Tx } from './tx.ts'

export type DeliveryRef = { tenantId: string; deliveryId: string; epoch: number }
export type ClaimedDelivery = { claim: number; attempts: number; eventId: string; webhookId: string | null }

/** As that of a step; whoever sends renews it in time, because a request may take longer. */
const leaseSeconds = 10
/** How often a lease is renewed while a request is under way. */
export const renewDeliveryEveryMs = 3_000

/** Claims a dispatched delivery; undefined when the dispatch is stale or somebody else is at it. */
export const claimDelivery = async (db: Database, ref: DeliveryRef): Promise<ClaimedDelivery | undefined> => {
  const rows = await db.dispatch.$queryRaw<ClaimedDelivery[]>`
    UPDATE delivery
       SET status = 'running', claim = claim + 1, attempts = attempts + 1, lease_until = now() + ${leaseSeconds} * interval '1 second'
     WHERE id = ${ref.deliveryId}::uuid AND tenant_id = ${ref.tenantId}::uuid AND epoch = ${ref.epoch}
       AND status = 'dispatched'
    RETURNING claim, attempts, event_id AS "eventId", webhook_id AS "webhookId"`
  return rows[0]
}

/** Keeps a delivery that is being sent; nothing happens where the claim was lost. */
export const renewDelivery = async (
  db: Database,
  { deliveryId, claim }: { deliveryId: string; claim: number },
): Promise<void> => {
  await db.dispatch.$executeRaw`
    UPDATE delivery SET lease_until = now() + ${leaseSeconds} * interval '1 second'
     WHERE id = ${deliveryId}::uuid AND claim = ${claim} AND status = 'running'`
}

export type DeliveryTask = {
  url: string
  /** As they are kept: the one in force, and for a while after a change the one before it. */
  secrets: string[]
  event: { id: string; type: string; subject: string; version: string; data: Record<string, unknown>; createdAt: Date }
}

/** What is to be sent, and where; undefined when the webhook is gone or switched off. */
export const readDeliveryTask = async (
  tx: Tx,
  tenantId: string,
  ref: { eventId: string; webhookId: string },
): Promise<DeliveryTask | undefined> => {
  type Row = DeliveryTask['event'] & { url: string; secret: string; previous: string | null }
  const rows = await tx.$queryRaw<Row[]>`
    SELECT w.url, w.secret, CASE WHEN w.previous_until > now() THEN w.previous_secret END AS previous,
           e.id, e.type, e.subject, e.version::text AS version, e.data, e.created_at AS "createdAt"
      FROM event e JOIN webhook w ON w.tenant_id = e.tenant_id AND w.id = ${ref.webhookId}::uuid
     WHERE e.tenant_id = ${tenantId}::uuid AND e.id = ${ref.eventId}::uuid AND w.active AND w.deleted_at IS NULL`
  const [row] = rows
  if (!row) return undefined
  const { url, secret, previous, ...event } = row
  return { url, secrets: previous === null ? [secret] : [secret, previous], event }
}

export type DeliveryEnd = {
  status: 'delivered' | 'skipped' | 'dead' | 'ready'
  /** For `ready`: when to try again. */
  delayMs?: number
  lastStatus?: number
  lastError?: string
}

/** Records what became of a claimed delivery; false when the claim was lost. */
export const recordDelivery = async (
  tx: Tx,
  tenantId: string,
  { deliveryId, claim }: { deliveryId: string; claim: number },
  end: DeliveryEnd,
): Promise<boolean> => {
  const changed = await tx.$executeRaw`
    UPDATE delivery
       SET status = ${end.status}, lease_until = NULL, last_status = ${end.lastStatus ?? null}::int,
           last_error = ${end.lastError ?? null},
           next_at = CASE WHEN ${end.status} = 'ready' THEN now() + ${end.delayMs ?? 0}::float8 * interval '1 millisecond' END,
           finished_at = CASE WHEN ${end.status} <> 'ready' THEN now() END
     WHERE tenant_id = ${tenantId}::uuid AND id = ${deliveryId}::uuid AND claim = ${claim} AND status = 'running'`
  return changed > 0
}

/**
 * Opens ended deliveries again; returns those that were found, for enqueueing after the commit. What has no webhook to go
 * to any more is left alone.
 */
export const replayDeliveries = (tx: Tx, tenantId: string, ids: readonly string[]): Promise<DeliveryRef[]> =>
  tx.$queryRaw<DeliveryRef[]>`
    UPDATE delivery d
       SET status = 'dispatched', epoch = d.epoch + 1, attempts = 0, dispatched_at = now(),
           next_at = NULL, finished_at = NULL, last_error = NULL
      FROM webhook w
     WHERE d.tenant_id = ${tenantId}::uuid AND d.id = ANY (${ids}::uuid[])
       AND d.status IN ('delivered', 'skipped', 'dead')
       AND w.tenant_id = d.tenant_id AND w.id = d.webhook_id AND w.active AND w.deleted_at IS NULL
    RETURNING d.tenant_id AS "tenantId", d.id AS "deliveryId", d.epoch`
