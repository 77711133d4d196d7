import { newId } from '../platform/ids.ts'
import type { Tx } from './tx.ts'

export type AttemptRow = {
  id: string
  at: Date
  durationMs: number
  status: number | null
  error: string | null
  excerpt: string | null
}

/** Postgres keeps no NUL, and a cut may leave half a character. */
const storable = (text: string): string => Buffer.from(text.replaceAll('\u0000', '\ufffd')).toString()

/**
 * Writes down an attempt, after its delivery in the same transaction. Of an event that was erased while it was under way
 * nothing is kept that the receiver answered: it may repeat what was sent.
 */
export const insertAttempt = async (
  tx: Tx,
  tenantId: string,
  deliveryId: string,
  attempt: Omit<AttemptRow, 'id'>,
): Promise<void> => {
  const excerpt = attempt.excerpt === null ? null : storable(attempt.excerpt)
  const { at, durationMs, status, error } = attempt
  await tx.$executeRaw`
    INSERT INTO delivery_attempt (id, tenant_id, delivery_id, at, duration_ms, status, error, excerpt)
    SELECT ${newId()}::uuid, d.tenant_id, d.id, ${at}, ${durationMs}::int, ${status}::int, ${error},
           CASE WHEN jsonb_exists(e.data, 'erased') THEN NULL ELSE ${excerpt} END
      FROM delivery d LEFT JOIN event e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
     WHERE d.tenant_id = ${tenantId}::uuid AND d.id = ${deliveryId}::uuid`
}

/** Latest first. */
export const listAttempts = (tx: Tx, tenantId: string, deliveryId: string, limit: number): Promise<AttemptRow[]> =>
  tx.deliveryAttempt.findMany({
    where: { tenantId, deliveryId },
    orderBy: { id: 'desc' },
    take: limit,
    select: { id: true, at: true, durationMs: true, status: true, error: true, excerpt: true },
  })
