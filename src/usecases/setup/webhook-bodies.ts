import { z } from 'zod'
import { pageQuery } from '../page.ts'
import { eventTypes } from '../views/event-views.ts'

export const listWebhooksQuery = z.strictObject(pageQuery)

const url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => /^[\x21-\x7e]*$/.test(text), 'has characters outside ASCII; write the name of the host as xn--…')
  .refine((text) => {
    // Whatever is no URL is refused by the check before this one.
    const parsed = URL.canParse(text) ? new URL(text) : null
    return parsed === null || (parsed.username === '' && parsed.password === '')
  }, 'holds a user or a password; sign in by the signature instead')

const events = z
  .array(z.enum([...eventTypes, '*']))
  .min(1)
  .max(100)
  .transform((given) => [...new Set(given)])
  .describe('Types of events, or * for all')

const description = z.string().trim().max(200)

export const webhookBody = z
  .strictObject({ url, events, description: description.default('') })
  .meta({ id: 'WebhookInput' })

export const webhookEditBody = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    description: description.optional(),
    active: z
      .boolean()
      .optional()
      .describe('false: nothing more is sent and what waits is given up; true: from the next event on'),
  })
  .refine((body) => Object.keys(body).length > 0, 'names nothing to change')
  .meta({ id: 'WebhookEdit' })

export const rotateSecretBody = z
  .strictObject({
    graceHours: z.int().min(0).max(168).default(24).describe('How long the old secret signs beside the new one'),
  })
  .meta({ id: 'RotateWebhookSecret' })
