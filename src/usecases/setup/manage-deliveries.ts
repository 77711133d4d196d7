import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { replayDeliveries } from '../../storage/deliveries.ts'
import { listAttempts } from '../../storage/delivery-attempts.ts'
import { type DeliveryRow, listDeliveries } from '../../storage/read-deliveries.ts'
import type { Tx } from '../../storage/tx.ts'
import { decodeCursor, pageOf, pageQuery, timedPlace } from '../page.ts'
import type { EnqueueDeliveries } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, isoOrNull, type Page } from '../views/common.ts'
import { eventTypes } from '../views/event-views.ts'
import type { DeliveryLogView, DeliveryView, ReplayedDeliveriesView } from '../views/webhook-views.ts'

export const listDeliveriesQuery = z.strictObject({
  ...pageQuery,
  status: z.enum(['ready', 'dispatched', 'running', 'delivered', 'skipped', 'dead']).optional(),
  webhookId: z.uuid().optional(),
  eventType: z.enum(eventTypes).optional(),
})

export const replayDeliveriesBody = z
  .strictObject({
    status: z.enum(['dead', 'skipped', 'delivered']).default('dead'),
    webhookId: z.uuid().optional().describe('Only deliveries to this webhook'),
    eventType: z.enum(eventTypes).optional(),
    since: z.iso.datetime({ offset: true }).optional().describe('Only those of events from then on'),
    until: z.iso.datetime({ offset: true }).optional().describe('Only those of events before'),
    limit: z.int().min(1).max(1000).default(100),
    dryRun: z.boolean().default(true).describe('Say what would be sent again, and do nothing'),
  })
  .meta({ id: 'ReplayDeliveries' })

type Deps = { read: TenantWork; work: TenantWork; enqueueDeliveries: EnqueueDeliveries }

/** Latest first. */
export const createListDeliveries =
  (deps: Deps) =>
  ({
    tenantId,
    cursor,
    limit,
    ...filter
  }: { tenantId: string } & z.infer<typeof listDeliveriesQuery>): Promise<Page<DeliveryView>> => {
    const place = cursor === undefined ? undefined : decodeCursor(cursor, timedPlace)
    const after = place === undefined ? undefined : { createdAt: place[0], id: place[1] }
    return deps.read(tenantId, async (tx) => {
      const rows = await listDeliveries(tx, tenantId, { ...filter, after }, limit + 1)
      return pageOf(rows, limit, toDeliveryView, (row) => [row.createdAt, row.id])
    })
  }

const mostAttempts = 50

/** One delivery with what came of each attempt. */
export const createReadDelivery =
  (deps: Deps) =>
  ({ tenantId, deliveryId }: { tenantId: string; deliveryId: string }): Promise<DeliveryLogView> =>
    deps.read(tenantId, async (tx) => {
      const [row] = await listDeliveries(tx, tenantId, { id: deliveryId }, 1)
      if (row === undefined) throw new AppError('not_found', `There is no delivery ${deliveryId}.`)
      const attempts = await listAttempts(tx, tenantId, deliveryId, mostAttempts)
      return { ...toDeliveryView(row), log: attempts.map(({ id: _id, at, ...rest }) => ({ ...rest, at: iso(at) })) }
    })

/** Sends an ended delivery again: the same event with the same id, so that a receiver can tell. */
export const createReplayDelivery =
  (deps: Deps) =>
  async ({ tenantId, deliveryId }: { tenantId: string; deliveryId: string }): Promise<DeliveryView> => {
    const { row, epoch } = await deps.work(tenantId, async (tx) => {
      const [opened] = await replayDeliveries(tx, tenantId, [deliveryId])
      const [found] = await listDeliveries(tx, tenantId, { id: deliveryId }, 1)
      if (found === undefined) throw new AppError('not_found', `There is no delivery ${deliveryId}.`)
      if (opened === undefined) throw new AppError('conflict', whyNot(found))
      return { row: found, epoch: opened.epoch }
    })
    await deps.enqueueDeliveries(tenantId, [deliveryId], epoch)
    return toDeliveryView(row)
  }

/** Sends many again, in one transaction; a rehearsal first unless told otherwise. */
export const createReplayDeliveries =
  (deps: Deps) =>
  async (command: { tenantId: string } & z.infer<typeof replayDeliveriesBody>): Promise<ReplayedDeliveriesView> => {
    const { tenantId, limit, dryRun, since, until, ...rest } = command
    const filter = { ...rest, since: dateOf(since), until: dateOf(until) }
    const find = async (tx: Tx) => (await listDeliveries(tx, tenantId, filter, limit)).map((row) => row.id)
    if (dryRun) {
      const found = await deps.read(tenantId, find)
      return { dryRun, matched: found.length, replayed: [], refused: [] }
    }
    const { found, opened } = await deps.work(tenantId, async (tx) => {
      const ids = await find(tx)
      return { found: ids, opened: await replayDeliveries(tx, tenantId, ids) }
    })
    for (const epoch of new Set(opened.map((one) => one.epoch))) {
      const ids = opened.filter((one) => one.epoch === epoch).map((one) => one.deliveryId)
      await deps.enqueueDeliveries(tenantId, ids, epoch)
    }
    const again = new Set(opened.map((one) => one.deliveryId))
    return {
      ...{ dryRun, matched: found.length },
      replayed: found.filter((id) => again.has(id)),
      refused: found.filter((id) => !again.has(id)),
    }
  }

const dateOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text))

const whyNot = ({ id, status }: DeliveryRow): string =>
  ['delivered', 'skipped', 'dead'].includes(status)
    ? `The webhook of the delivery ${id} is gone or switched off.`
    : `The delivery ${id} is ${status} already.`

export const toDeliveryView = (row: DeliveryRow): DeliveryView => ({
  ...row,
  nextAt: isoOrNull(row.nextAt),
  createdAt: iso(row.createdAt),
  finishedAt: isoOrNull(row.finishedAt),
})
