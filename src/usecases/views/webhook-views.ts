import { z } from 'zod'
import { id, instant } from './common.ts'

export const webhookView = z
  .object({
    id,
    url: z.string(),
    events: z.array(z.string()),
    description: z.string(),
    active: z.boolean(),
    failingSince: instant.nullable().describe('Of the first failure since it last answered well'),
    disabledAt: instant.nullable().describe('When it was switched off for failing'),
    disabledReason: z.string().nullable(),
    previousSecretUntil: instant.nullable().describe('Until then the secret before the last change signs as well'),
    createdAt: instant,
  })
  .meta({ id: 'Webhook' })
export type WebhookView = z.infer<typeof webhookView>

export const newWebhookView = webhookView
  .extend({ secret: z.string().describe('Verifies the signatures (Standard Webhooks); shown this once') })
  .meta({ id: 'NewWebhook' })
export type NewWebhookView = z.infer<typeof newWebhookView>

export const deliveryView = z
  .object({
    id,
    eventId: id,
    eventType: z.string(),
    subject: z.string(),
    webhookId: id.nullable(),
    target: z.string(),
    status: z.string().describe('ready, dispatched, running, delivered, skipped or dead'),
    attempts: z.int(),
    nextAt: instant.nullable(),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Delivery' })
export type DeliveryView = z.infer<typeof deliveryView>

export const deliveryLogView = deliveryView
  .extend({
    log: z
      .array(
        z.object({
          at: instant,
          durationMs: z.int(),
          status: z.int().nullable().describe('What the receiver answered; null when there was no answer'),
          error: z.string().nullable(),
          excerpt: z.string().nullable().describe('The first 500 characters of the answer'),
        }),
      )
      .describe('The latest 50 attempts, latest first'),
  })
  .meta({ id: 'DeliveryLog' })
export type DeliveryLogView = z.infer<typeof deliveryLogView>

export const replayedDeliveriesView = z
  .object({
    dryRun: z.boolean(),
    matched: z.int(),
    replayed: z.array(id),
    refused: z.array(id).describe('Their webhook is gone or switched off'),
  })
  .meta({ id: 'ReplayedDeliveries' })
export type ReplayedDeliveriesView = z.infer<typeof replayedDeliveriesView>
