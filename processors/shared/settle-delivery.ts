import type { AttemptResult, DeliveryDecision } from '../../src/delivery/decide-delivery.ts'
import type { Logger } from '../../src/platform/logger.ts'
import type { Database } from '../../src/storage/client.ts'
import { recordDelivery } from '../../src/storage/deliveries.ts'
import { insertAttempt } from '../../src/storage/delivery-attempts.ts'
import { writeEvents } from '../../src/storage/outbox.ts'
import { inTenant, type Tx } from '../../src/storage/tx.ts'
import { disableWebhook, noteWebhookFailing, noteWebhookWell, skipWaiting } from '../../src/storage/webhook-health.ts'

export type SettleDeps = {
  db: Database
  logger: Logger
  /** Days of nothing but failures after which a webhook is switched off; 0: never. */
  disableAfterDays: number
  enqueueDeliveries: (tenantId: string, deliveryIds: readonly string[]) => Promise<void>
}

type Ref = {
  tenantId: string
  deliveryId: string
  webhookId: string
  claim: number
  attempts: number
  /** What the event is about: a meeting, a run, an entity. */
  subject: string
}
type Attempt = { result: AttemptResult; excerpt: string | null; at: Date; durationMs: number }

const mostExcerpt = 500

/**
 * Writes down what came of an attempt, for the delivery, its log and its webhook together. A webhook that has failed for
 * days, or says that it is gone, is switched off, and that is an event for the others.
 */
export const createSettleDelivery =
  ({ db, logger, disableAfterDays, enqueueDeliveries }: SettleDeps) =>
  async (ref: Ref, attempt: Attempt, decision: DeliveryDecision): Promise<void> => {
    const { tenantId, deliveryId, attempts } = ref
    const told = await inTenant(db, tenantId, async (tx) => {
      if (!(await recordDelivery(tx, tenantId, ref, decision))) return []
      const { result, excerpt, at, durationMs } = attempt
      const status = 'status' in result ? result.status : null
      const error = 'error' in result ? result.error.slice(0, 300) : null
      await insertAttempt(tx, tenantId, deliveryId, {
        ...{ at, durationMs, status, error },
        excerpt: excerpt === null || excerpt === '' ? null : excerpt.slice(0, mostExcerpt),
      })
      if (decision.status === 'delivered') {
        await noteWebhookWell(tx, ref)
        return []
      }
      await noteWebhookFailing(tx, ref)
      return switchOff(tx, ref, status, disableAfterDays)
    })
    if (decision.status !== 'delivered') {
      const error = attempt.excerpt === null ? 'no_answer' : 'answered'
      const line = { lane: 'publish', tenant: tenantId, delivery: deliveryId, subject: ref.subject, attempts, error }
      const level = decision.status === 'dead' ? 'warn' : 'info'
      const said = decision.status === 'dead' ? 'delivery given up' : 'delivery failed; it is tried again'
      logger[level]({ ...line, status: decision.lastStatus }, said)
    }
    if (told.length > 0) await enqueueDeliveries(tenantId, told)
  }

const switchOff = async (tx: Tx, ref: Ref, status: number | null, afterDays: number): Promise<string[]> => {
  const { tenantId, webhookId } = ref
  const gone = status === 410
  if (!gone && afterDays === 0) return []
  const reason = gone
    ? 'The receiver answered 410 Gone.'
    : `It answered nothing well for ${afterDays} day${afterDays === 1 ? '' : 's'}.`
  const disabled = await disableWebhook(tx, ref, { failingDays: gone ? 0 : afterDays, reason })
  if (!disabled) return []
  await skipWaiting(tx, ref)
  const { disabledAt, failingSince } = disabled
  const data = {
    ...{ webhookId, reason, disabledAt: disabledAt.toISOString() },
    failingSince: failingSince?.toISOString() ?? null,
  }
  const ordinal = Math.floor(disabledAt.getTime() / 1000) % 2 ** 31
  const event = { type: 'webhook.disabled', subject: webhookId, ordinal, data }
  return (await writeEvents(tx, { tenantId, version: 0n, events: [event] })).deliveryIds
}
