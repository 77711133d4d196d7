import type { Webhook } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type { Webhook } from './generated/client.ts'

export const insertWebhook = (
  tx: Tx,
  tenantId: string,
  webhook: { id: string; url: string; events: string[]; description: string; secret: string },
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

export type WebhookEdit = Partial<
  Pick<
    Webhook,
    | ('url' | 'events' | 'description' | 'active' | 'failingSince' | 'disabledAt' | 'disabledReason')
    | ('secret' | 'previousSecret' | 'previousUntil')
  >
>

/** Null when there is none. */
export const editWebhook = async (tx: Tx, tenantId: string, id: string, edit: WebhookEdit): Promise<Webhook | null> => {
  const { count } = await tx.webhook.updateMany({ where: { tenantId, id, deletedAt: null }, data: edit })
  return count === 0 ? null : readWebhook(tx, tenantId, id)
}

/** The row stays, because deliveries name it; its secrets go. */
export const deleteWebhook = async (tx: Tx, tenantId: string, id: string): Promise<boolean> => {
  const gone = { deletedAt: new Date(), active: false, secret: '', previousSecret: null, previousUntil: null }
  const { count } = await tx.webhook.updateMany({ where: { tenantId, id, deletedAt: null }, data: gone })
  return count > 0
}

/** Puts what was sealed again in the place of what was read; false when it has changed since, or is gone. */
export const replaceSecrets = async (
  tx: Tx,
  before: Pick<Webhook, 'tenantId' | 'id' | 'secret' | 'previousSecret'>,
  after: Pick<Webhook, 'secret' | 'previousSecret'>,
): Promise<boolean> => {
  const { count } = await tx.webhook.updateMany({ where: { ...before, deletedAt: null }, data: after })
  return count === 1
}
