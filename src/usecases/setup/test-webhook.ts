import { randomInt } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import { writeEventTo } from '../../storage/outbox.ts'
import { listDeliveries } from '../../storage/read-deliveries.ts'
import { readWebhook } from '../../storage/webhooks.ts'
import type { EnqueueDeliveries } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { DeliveryView } from '../views/webhook-views.ts'
import { toDeliveryView } from './manage-deliveries.ts'

/** Sends `webhook.test` to one webhook, whatever it listens to; the delivery tells how that went. */
export const createTestWebhook =
  (deps: { work: TenantWork; enqueueDeliveries: EnqueueDeliveries }) =>
  async ({ tenantId, webhookId }: { tenantId: string; webhookId: string }): Promise<DeliveryView> => {
    const row = await deps.work(tenantId, async (tx) => {
      const webhook = await readWebhook(tx, tenantId, webhookId)
      if (webhook === null) throw new AppError('not_found', `There is no webhook ${webhookId}.`)
      if (!webhook.active) throw new AppError('conflict', `The webhook ${webhookId} is switched off.`)
      const event = { type: 'webhook.test', subject: webhookId, ordinal: randomInt(2 ** 31), data: { webhookId } }
      const deliveryId = await writeEventTo(tx, { tenantId, webhookId, event })
      const [found] = await listDeliveries(tx, tenantId, { id: deliveryId }, 1)
      if (found === undefined) throw new Error(`the delivery ${deliveryId} was just written`)
      return found
    })
    await deps.enqueueDeliveries(tenantId, [row.id])
    return toDeliveryView(row)
  }
