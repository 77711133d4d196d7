import { Webhook } from 'standardwebhooks'
import { type StoredEvent, toCloudEvent } from './cloud-event.ts'
import type { GuardedResponse, SendGuarded } from './guarded-request.ts'

/** `secrets`: the one in force, and for a while after a change the one before it. */
export type WebhookTarget = { url: string; secrets: readonly string[] }

const timeoutMs = 10_000

/**
 * Sends one event to one endpoint, signed as Standard Webhooks asks: with each secret, so that a receiver may know either.
 * The id is the event's, so that repeats show.
 */
export const createSendWebhook =
  (deps: { send: SendGuarded; now: () => Date }) =>
  (target: WebhookTarget, event: StoredEvent, tenantId: string, signal: AbortSignal): Promise<GuardedResponse> => {
    const body = JSON.stringify(toCloudEvent(event, tenantId))
    const at = deps.now()
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'throughline',
      'webhook-id': event.id,
      'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
      'webhook-signature': target.secrets.map((secret) => new Webhook(secret).sign(event.id, at, body)).join(' '),
    }
    return deps.send({ url: target.url, headers, body, timeoutMs, signal })
  }

export type SendWebhook = ReturnType<typeof createSendWebhook>
