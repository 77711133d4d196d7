import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import { deleteWebhook, insertWebhook, listWebhooks, readWebhook } from '../../storage/webhooks.ts'
import { actOn } from '../access/acting.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, type Page } from '../views/common.ts'
import { eventTypes } from '../views/event-views.ts'
import type { NewWebhookView, WebhookView } from '../views/setup-views.ts'

export const listWebhooksQuery = z.strictObject(pageQuery)

export const webhookBody = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .refine((text) => {
        // Whatever is no URL is refused by the check before this one.
        const url = URL.canParse(text) ? new URL(text) : null
        return url === null || (url.username === '' && url.password === '')
      }, 'holds a user or a password; sign in by the signature instead'),
    events: z
      .array(z.enum([...eventTypes, '*']))
      .min(1)
      .transform((given) => [...new Set(given)])
      .describe('Types of events, or * for all'),
  })
  .meta({ id: 'WebhookInput' })

type Deps = { read: TenantWork; work: TenantWork }
type WebhookRef = { tenantId: string; webhookId: string }

/** The secret is in the answer and is not shown again. */
export const createCreateWebhook =
  (deps: Deps) =>
  ({ tenantId, url, events }: { tenantId: string } & z.infer<typeof webhookBody>): Promise<NewWebhookView> =>
    deps.work(tenantId, async (tx) => {
      const secret = `whsec_${randomBytes(24).toString('base64')}`
      const row = await insertWebhook(tx, tenantId, { id: newId(), url, events, secret })
      actOn(row.id)
      return { ...toWebhookView(row), secret }
    })

export const createListWebhooks =
  (deps: Deps) =>
  ({
    tenantId,
    cursor,
    limit,
  }: { tenantId: string } & z.infer<typeof listWebhooksQuery>): Promise<Page<WebhookView>> => {
    const [after] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.uuid()]))
    return deps.read(tenantId, async (tx) => {
      const rows = await listWebhooks(tx, tenantId, after, limit + 1)
      return pageOf(rows, limit, toWebhookView, (row) => [row.id])
    })
  }

export const createReadWebhook =
  (deps: Deps) =>
  ({ tenantId, webhookId }: WebhookRef): Promise<WebhookView> =>
    deps.read(tenantId, async (tx) => {
      const row = await readWebhook(tx, tenantId, webhookId)
      if (row === null) throw unknown(webhookId)
      return toWebhookView(row)
    })

/** Nothing more is sent to it; its deliveries stay on record. */
export const createDeleteWebhook =
  (deps: Deps) =>
  ({ tenantId, webhookId }: WebhookRef): Promise<void> =>
    deps.work(tenantId, async (tx) => {
      if (!(await deleteWebhook(tx, tenantId, webhookId))) throw unknown(webhookId)
    })

const unknown = (id: string): AppError => new AppError('not_found', `There is no webhook ${id}.`)

const toWebhookView = (row: Awaited<ReturnType<typeof insertWebhook>>): WebhookView => ({
  id: row.id,
  url: row.url,
  events: row.events,
  active: row.active,
  createdAt: iso(row.createdAt),
})
