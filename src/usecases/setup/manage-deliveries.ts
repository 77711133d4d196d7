import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { replayDeliveries } from '../../storage/deliveries.ts'
import { type DeliveryRow, listDeliveries } from '../../storage/read-deliveries.ts'
import { decodeCursor, pageOf, pageQuery, timedPlace } from '../page.ts'
import type { EnqueueDeliveries } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, isoOrNull, type Page } from '../views/common.ts'
import type { DeliveryView } from '../views/setup-views.ts'

export const listDeliveriesQuery = z.strictObject({
  ...pageQuery,
  status: z.enum(['ready', 'dispatched', 'running', 'delivered', 'skipped', 'dead']).optional(),
  webhookId: z.uuid().optional(),
})

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

/** Sends an ended delivery again: the same event with the same id, so that a receiver can tell. */
export const createReplayDelivery =
  (deps: Deps) =>
  async ({ tenantId, deliveryId }: { tenantId: string; deliveryId: string }): Promise<DeliveryView> => {
    const { row, epoch } = await deps.work(tenantId, async (tx) => {
      const [opened] = await replayDeliveries(tx, tenantId, [deliveryId])
      const [found] = await listDeliveries(tx, tenantId, { id: deliveryId }, 1)
      if (found === undefined) throw new AppError('not_found', `There is no delivery ${deliveryId}.`)
      if (opened === undefined) throw new AppError('conflict', `The delivery ${deliveryId} is ${found.status} already.`)
      return { row: found, epoch: opened.epoch }
    })
    await deps.enqueueDeliveries(tenantId, [deliveryId], epoch)
    return toDeliveryView(row)
  }

const toDeliveryView = (row: DeliveryRow): DeliveryView => ({
  ...row,
  nextAt: isoOrNull(row.nextAt),
  createdAt: iso(row.createdAt),
  finishedAt: isoOrNull(row.finishedAt),
})
