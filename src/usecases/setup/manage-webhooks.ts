import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { findFault } from '../../delivery/target.ts'
import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { skipWaiting } from '../../storage/webhook-health.ts'
import {
  deleteWebhook,
  editWebhook,
  insertWebhook,
  listWebhooks,
  readWebhook,
  type Webhook,
} from '../../storage/webhooks.ts'
import { actOn } from '../access/acting.ts'
import { decodeCursor, pageOf } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, isoOrNull, type Page } from '../views/common.ts'
import type { NewWebhookView, WebhookView } from '../views/webhook-views.ts'
import type { listWebhooksQuery, rotateSecretBody, webhookBody, webhookEditBody } from './webhook-bodies.ts'

type Deps = { read: TenantWork; work: TenantWork; secrets: SecretBox; now: () => Date; allowPrivateTargets: boolean }
type WebhookRef = { tenantId: string; webhookId: string }

/** The secret is in the answer and is not shown again. */
export const createCreateWebhook =
  (deps: Deps) =>
  ({ tenantId, ...given }: { tenantId: string } & z.infer<typeof webhookBody>): Promise<NewWebhookView> =>
    deps.work(tenantId, async (tx) => {
      refuseFault(given.url, deps)
      const [id, secret] = [newId(), newSecret()]
      const row = await insertWebhook(tx, tenantId, { ...given, id, secret: deps.secrets.seal(secret, id) })
      actOn(id)
      return { ...toWebhookView(row, deps.now()), secret }
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
      return pageOf(
        rows,
        limit,
        (row) => toWebhookView(row, deps.now()),
        (row) => [row.id],
      )
    })
  }

export const createReadWebhook =
  (deps: Deps) =>
  ({ tenantId, webhookId }: WebhookRef): Promise<WebhookView> =>
    deps.read(tenantId, async (tx) =>
      toWebhookView(known(await readWebhook(tx, tenantId, webhookId), webhookId), deps.now()),
    )

/** Switched off, what waits for another try is given up; switched on, it is well until it fails again. */
export const createEditWebhook =
  (deps: Deps) =>
  ({ tenantId, webhookId, ...edit }: WebhookRef & z.infer<typeof webhookEditBody>): Promise<WebhookView> =>
    deps.work(tenantId, async (tx) => {
      if (edit.url !== undefined) refuseFault(edit.url, deps)
      const well = edit.active === true ? { failingSince: null, disabledAt: null, disabledReason: null } : {}
      const row = known(await editWebhook(tx, tenantId, webhookId, { ...edit, ...well }), webhookId)
      if (edit.active === false) await skipWaiting(tx, { tenantId, webhookId })
      return toWebhookView(row, deps.now())
    })

/** A new secret; for a while the old one signs as well, so that the receiver can change over without missing anything. */
export const createRotateWebhookSecret =
  (deps: Deps) =>
  ({ tenantId, webhookId, graceHours }: WebhookRef & z.infer<typeof rotateSecretBody>): Promise<NewWebhookView> =>
    deps.work(tenantId, async (tx) => {
      const secret = newSecret()
      const before = known(await readWebhook(tx, tenantId, webhookId), webhookId)
      const until = new Date(deps.now().getTime() + graceHours * 3_600_000)
      const previous =
        graceHours === 0
          ? { previousSecret: null, previousUntil: null }
          : { previousSecret: before.secret, previousUntil: until }
      const edit = { secret: deps.secrets.seal(secret, webhookId), ...previous }
      const row = known(await editWebhook(tx, tenantId, webhookId, edit), webhookId)
      return { ...toWebhookView(row, deps.now()), secret }
    })

/** Nothing more is sent to it; its deliveries stay on record. */
export const createDeleteWebhook =
  (deps: Deps) =>
  ({ tenantId, webhookId }: WebhookRef): Promise<void> =>
    deps.work(tenantId, async (tx) => {
      if (!(await deleteWebhook(tx, tenantId, webhookId))) throw unknown(webhookId)
      await skipWaiting(tx, { tenantId, webhookId })
    })

/** What can be told by its looks is told at once; addresses of names are looked at whenever something is sent. */
const refuseFault = (url: string, { allowPrivateTargets }: Deps): void => {
  const message = findFault(url, allowPrivateTargets)
  if (message !== undefined)
    throw new AppError('invalid_request', `url ${message}.`, { details: [{ path: 'url', message }] })
}

const newSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`

const known = (row: Webhook | null, id: string): Webhook => {
  if (row === null) throw unknown(id)
  return row
}

const unknown = (id: string): AppError => new AppError('not_found', `There is no webhook ${id}.`)

const toWebhookView = (row: Webhook, now: Date): WebhookView => ({
  ...{ id: row.id, url: row.url, events: row.events, description: row.description, active: row.active },
  failingSince: isoOrNull(row.failingSince),
  disabledAt: isoOrNull(row.disabledAt),
  disabledReason: row.disabledReason,
  previousSecretUntil: row.previousUntil !== null && row.previousUntil > now ? iso(row.previousUntil) : null,
  createdAt: iso(row.createdAt),
})
