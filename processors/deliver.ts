import type { DeliveryPayload } from '../queues/payloads.ts'
import { type AttemptResult, decideDelivery } from '../src/delivery/decide-delivery.ts'
import type { SendWebhook } from '../src/delivery/send-webhook.ts'
import { AppError } from '../src/domain/errors.ts'
import { tellableMessage } from '../src/platform/describe-error.ts'
import { failpoint } from '../src/platform/failpoints.ts'
import type { Logger } from '../src/platform/logger.ts'
import type { Database } from '../src/storage/client.ts'
import { claimDelivery, type DeliveryTask, readDeliveryTask, recordDelivery } from '../src/storage/deliveries.ts'
import { inTenant } from '../src/storage/tx.ts'

export type DeliverDeps = { db: Database; sendWebhook: SendWebhook; logger: Logger }

/**
 * Sends one event to one webhook. Not a step: no run waits for it. Skipped when the webhook is gone; a claim makes sure
 * that one worker at a time tries, and the receiver sees repeats by the event's id.
 */
export const createDeliver =
  ({ db, sendWebhook, logger }: DeliverDeps) =>
  async (payload: DeliveryPayload, signal: AbortSignal): Promise<void> => {
    const { tenantId, deliveryId } = payload
    const claimed = await claimDelivery(db, payload)
    if (!claimed) return
    const { claim, attempts, eventId, webhookId } = claimed
    const task =
      webhookId === null
        ? undefined
        : await inTenant(db, tenantId, (tx) => readDeliveryTask(tx, tenantId, { eventId, webhookId }))
    if (!task) {
      await recordDelivery(db, deliveryId, claim, { status: 'skipped', lastError: 'the webhook is gone' })
      return
    }
    const result = await attempt(sendWebhook, task, tenantId, signal)
    await failpoint('deliver:sent', deliveryId)
    if (signal.aborted && 'error' in result) {
      await recordDelivery(db, deliveryId, claim, { status: 'ready', delayMs: 0, lastError: result.error })
      return
    }
    const decision = decideDelivery(result, attempts, Math.random())
    if (decision.status === 'dead')
      logger.warn(
        { tenant: tenantId, delivery: deliveryId, attempts, problem: decision.lastError },
        'delivery given up',
      )
    await recordDelivery(db, deliveryId, claim, decision)
  }

const attempt = async (
  sendWebhook: SendWebhook,
  task: DeliveryTask,
  tenantId: string,
  signal: AbortSignal,
): Promise<AttemptResult> => {
  try {
    const { status } = await sendWebhook(task, task.event, tenantId, signal)
    return { status }
  } catch (error) {
    if (error instanceof AppError) return { error: error.message, retryable: error.retryable }
    // A secret that cannot sign, for example: the same next time.
    return { error: tellableMessage(error), retryable: false }
  }
}
