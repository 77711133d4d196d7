import type { DeliveryPayload } from '../queues/payloads.ts'
import { type AttemptResult, decideDelivery } from '../src/delivery/decide-delivery.ts'
import type { SendWebhook } from '../src/delivery/send-webhook.ts'
import { AppError } from '../src/domain/errors.ts'
import { tellableMessage } from '../src/platform/describe-error.ts'
import { failpoint } from '../src/platform/failpoints.ts'
import type { Logger } from '../src/platform/logger.ts'
import { SealedError, type SecretBox } from '../src/platform/secret-box.ts'
import type { Database } from '../src/storage/client.ts'
import {
  claimDelivery,
  type DeliveryTask,
  readDeliveryTask,
  recordDelivery,
  renewDelivery,
  renewDeliveryEveryMs,
} from '../src/storage/deliveries.ts'
import { inTenant, readInTenant } from '../src/storage/tx.ts'
import { createSettleDelivery, type SettleDeps } from './shared/settle-delivery.ts'

export type DeliverDeps = SettleDeps & { db: Database; sendWebhook: SendWebhook; secrets: SecretBox; logger: Logger }

/**
 * Sends one event to one webhook. Not a step: no run waits for it. Skipped when the webhook is gone; a claim makes sure
 * that one worker at a time tries, and the receiver sees repeats by the event's id.
 */
export const createDeliver = (deps: DeliverDeps) => {
  const { db } = deps
  const settle = createSettleDelivery(deps)
  return async (payload: DeliveryPayload, signal: AbortSignal): Promise<void> => {
    const { tenantId, deliveryId } = payload
    const claimed = await claimDelivery(db, payload)
    if (!claimed) return
    const { claim, attempts, eventId, webhookId } = claimed
    const task =
      webhookId === null
        ? undefined
        : await readInTenant(db, tenantId, (tx) => readDeliveryTask(tx, tenantId, { eventId, webhookId }))
    if (!task || webhookId === null) {
      const end = { status: 'skipped', lastError: 'the webhook is gone or switched off' } as const
      await inTenant(db, tenantId, (tx) => recordDelivery(tx, tenantId, { deliveryId, claim }, end))
      return
    }
    const at = new Date()
    const began = performance.now()
    // One that does not succeed is made up for by the next, and in the end by the sweep: a receiver tells repeats apart.
    const renewing = setInterval(
      () => void renewDelivery(db, { deliveryId, claim }).catch(() => {}),
      renewDeliveryEveryMs,
    )
    const { result, excerpt } = await attempt(deps, { task, webhookId, tenantId }, signal).finally(() =>
      clearInterval(renewing),
    )
    const durationMs = Math.round(performance.now() - began)
    await failpoint('deliver:sent', deliveryId)
    if (signal.aborted && 'error' in result) {
      const end = { status: 'ready', delayMs: 0, lastError: result.error } as const
      await inTenant(db, tenantId, (tx) => recordDelivery(tx, tenantId, { deliveryId, claim }, end))
      return
    }
    const decision = decideDelivery(result, attempts, Math.random())
    const { subject } = task.event
    await settle(
      { tenantId, deliveryId, webhookId, claim, attempts, subject },
      { result, excerpt, at, durationMs },
      decision,
    )
  }
}

type Sending = { task: DeliveryTask; webhookId: string; tenantId: string }

const attempt = async (
  { sendWebhook, secrets }: DeliverDeps,
  { task, webhookId, tenantId }: Sending,
  signal: AbortSignal,
): Promise<{ result: AttemptResult; excerpt: string | null }> => {
  try {
    const target = { url: task.url, secrets: task.secrets.map((kept) => secrets.open(kept, webhookId)) }
    const { status, excerpt } = await sendWebhook(target, task.event, tenantId, signal)
    return { result: { status }, excerpt }
  } catch (error) {
    if (error instanceof AppError)
      return { result: { error: error.message, retryable: error.retryable }, excerpt: null }
    // Somebody may yet give the key; anything else (a secret that cannot sign) would be the same next time.
    const retryable = error instanceof SealedError
    return { result: { error: retryable ? error.message : tellableMessage(error), retryable }, excerpt: null }
  }
}
