import { eventId } from '../domain/event-id.ts'
import type { Tx } from './tx.ts'

/** `version` orders the events of the record; 0 for what is no change of it: `meeting.accepted`, `run.*`, `insight.created`. */
export type EventBatch = {
  tenantId: string
  version: bigint
  events: readonly { type: string; subject: string; data: Record<string, unknown>; ordinal?: number }[]
}

/** Writes events and, for each active webhook that wants one, a delivery that is dispatched already. */
export const writeEvents = async (tx: Tx, batch: EventBatch): Promise<{ deliveryIds: string[] }> => {
  const { tenantId, version, events } = batch
  if (events.length === 0) return { deliveryIds: [] }
  const rows = events.map((event, index) => {
    const ordinal = event.ordinal ?? (version === 0n ? 0 : index)
    return { ...event, ordinal, id: eventId({ ...event, tenantId, version, ordinal }) }
  })
  const written = await tx.$queryRaw<{ id: string }[]>`
    WITH fresh AS (
      INSERT INTO event (id, tenant_id, version, ordinal, type, subject, data)
      SELECT e.id, ${tenantId}::uuid, ${version}::bigint, e.ordinal, e.type, e.subject, e.data
        FROM unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.ordinal)}::int[],
                    ${rows.map((row) => row.type)}::text[], ${rows.map((row) => row.subject)}::text[],
                    ${rows.map((row) => JSON.stringify(row.data))}::jsonb[])
               AS e (id, ordinal, type, subject, data)
      ON CONFLICT (id) DO NOTHING
      RETURNING id, type
    )
    INSERT INTO delivery (id, tenant_id, event_id, webhook_id, target, status, epoch, dispatched_at)
    SELECT gen_random_uuid(), ${tenantId}::uuid, fresh.id, w.id, 'webhook:' || w.id, 'dispatched', 1, now()
      FROM fresh JOIN webhook w ON w.tenant_id = ${tenantId}::uuid AND w.active AND w.deleted_at IS NULL
       AND (fresh.type = ANY (w.events) OR '*' = ANY (w.events))
    RETURNING id`
  return { deliveryIds: written.map((row) => row.id) }
}

/** Writes an event, of version 0, that is meant for one webhook alone; the id of its delivery. */
export const writeEventTo = async (
  tx: Tx,
  given: {
    tenantId: string
    webhookId: string
    event: { type: string; subject: string; data: Record<string, unknown>; ordinal: number }
  },
): Promise<string> => {
  const { tenantId, webhookId, event } = given
  const id = eventId({ ...event, tenantId, version: 0n })
  const [written] = await tx.$queryRaw<{ id: string }[]>`
    WITH fresh AS (
      INSERT INTO event (id, tenant_id, version, ordinal, type, subject, data)
      VALUES (${id}::uuid, ${tenantId}::uuid, 0, ${event.ordinal}::int, ${event.type}, ${event.subject},
              ${JSON.stringify(event.data)}::jsonb)
      RETURNING id
    )
    INSERT INTO delivery (id, tenant_id, event_id, webhook_id, target, status, epoch, dispatched_at)
    SELECT gen_random_uuid(), ${tenantId}::uuid, fresh.id, ${webhookId}::uuid, 'webhook:' || ${webhookId}, 'dispatched', 1, now()
      FROM fresh
    RETURNING id`
  if (written === undefined) throw new Error(`no delivery was written for the event ${id}`)
  return written.id
}
