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

export const insertAttempt = async (
  tx: Tx,
  tenantId: string,
  deliveryId: string,
  attempt: Omit<AttemptRow, 'id'>,
): Promise<void> => {
  const excerpt = attempt.excerpt === null ? null : storable(attempt.excerpt)
  await tx.deliveryAttempt.create({ data: { id: newId(), tenantId, deliveryId, ...attempt, excerpt } })
}

/** Latest first. */
export const listAttempts = (tx: Tx, tenantId: string, deliveryId: string, limit: number): Promise<AttemptRow[]> =>
  tx.deliveryAttempt.findMany({
    where: { tenantId, deliveryId },
    orderBy: { id: 'desc' },
    take: limit,
    select: { id: true, at: true, durationMs: true, status: true, error: true, excerpt: true },
  })
