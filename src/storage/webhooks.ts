import type { Webhook } from './generated/client.ts'
import type { Tx } from './tx.ts'

export const insertWebhook = (
  tx: Tx,
  tenantId: string,
  webhook: { id: string; url: string; events: string[]; secret: string },
): Promise<Webhook> => tx.webhook.create({ data: { tenantId, ...webhook } })

export const readWebhook = (tx: Tx, tenantId: string, id: string): Promise<Webhook | null> =>
  tx.webhook.findFirst({ where: { tenantId, id, deletedAt: null } })

/** Newest first; ids are time-ordered. */
export const listWebhooks = (tx: Tx, tenantId: string, after: string | null, limit: number): Promise<Webhook[]> =>
  tx.webhook.findMany({
    where: { tenantId, deletedAt: null, ...(after === null ? {} : { id: { lt: after } }) },
    orderBy: { id: 'desc' },
    take: limit,
  })

/** The row stays, because deliveries name it; its secret goes. */
export const deleteWebhook = async (tx: Tx, tenantId: string, id: string): Promise<boolean> => {
  const { count } = await tx.webhook.updateMany({
    where: { tenantId, id, deletedAt: null },
    data: { deletedAt: new Date(), active: false, secret: '' },
  })
  return count > 0
}
