import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type DeliveryRow = {
  id: string
  eventId: string
  eventType: string
  subject: string
  webhookId: string | null
  target: string
  status: string
  attempts: number
  nextAt: Date | null
  lastStatus: number | null
  lastError: string | null
  createdAt: Date
  finishedAt: Date | null
}

export type DeliveryFilter = {
  id?: string
  status?: string
  webhookId?: string
  eventType?: string
  /** Made at or after, and before. */
  since?: Date
  until?: Date
  after?: { createdAt: Date; id: string }
}

/** Latest first. */
export const listDeliveries = (
  tx: Tx,
  tenantId: string,
  filter: DeliveryFilter,
  limit: number,
): Promise<DeliveryRow[]> =>
  tx.$queryRaw`
    SELECT d.id, d.event_id AS "eventId", e.type AS "eventType", e.subject, d.webhook_id AS "webhookId", d.target,
      d.status, d.attempts, d.next_at AS "nextAt", d.last_status AS "lastStatus", d.last_error AS "lastError",
      d.created_at AS "createdAt", d.finished_at AS "finishedAt"
    FROM delivery d JOIN event e ON e.id = d.event_id AND e.tenant_id = d.tenant_id
    WHERE d.tenant_id = ${tenantId}::uuid
      ${when(filter.id, (value) => Prisma.sql`d.id = ${value}::uuid`)}
      ${when(filter.status, (value) => Prisma.sql`d.status = ${value}`)}
      ${when(filter.webhookId, (value) => Prisma.sql`d.webhook_id = ${value}::uuid`)}
      ${when(filter.eventType, (value) => Prisma.sql`e.type = ${value}`)}
      ${when(filter.since, (at) => Prisma.sql`d.created_at >= ${at}`)}
      ${when(filter.until, (at) => Prisma.sql`d.created_at < ${at}`)}
      ${when(filter.after, (at) => Prisma.sql`(d.created_at, d.id) < (${at.createdAt}, ${at.id}::uuid)`)}
    ORDER BY d.created_at DESC, d.id DESC LIMIT ${limit}::int`
