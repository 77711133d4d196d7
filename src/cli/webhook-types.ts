import { z } from 'zod'

/** What the commands read of webhooks and deliveries; the rest passes through to `--json`. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null)

export const webhookType = z.looseObject({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()).default([]),
  description: z.string().default(''),
  active: z.boolean().default(true),
  failingSince: text,
  disabledReason: text,
  previousSecretUntil: text,
})
export type WebhookType = z.infer<typeof webhookType>

export const newWebhookType = webhookType.extend({ secret: z.string() })

export const deliveryType = z.looseObject({
  id: z.string(),
  eventType: z.string(),
  webhookId: text,
  status: z.string(),
  attempts: z.number().default(0),
  nextAt: text,
  lastStatus: z.number().nullish(),
  lastError: text,
  createdAt: z.string(),
})
export type DeliveryType = z.infer<typeof deliveryType>

export const deliveryLogType = deliveryType.extend({
  log: z
    .array(
      z.looseObject({
        at: z.string(),
        durationMs: z.number().default(0),
        status: z.number().nullish(),
        error: text,
        excerpt: text,
      }),
    )
    .default([]),
})

export const replayedDeliveriesType = z.looseObject({
  matched: z.number(),
  replayed: z.array(z.string()).default([]),
  refused: z.array(z.string()).default([]),
})
