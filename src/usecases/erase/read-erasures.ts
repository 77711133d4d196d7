import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { listErasures, readErasure } from '../../storage/erasures.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import { type ErasureView, toErasureView } from '../views/erasure-view.ts'

export const listErasuresQuery = z.strictObject(pageQuery)

/** Latest first. */
export const createListErasures =
  (read: TenantWork) =>
  ({
    tenantId,
    cursor,
    limit,
  }: { tenantId: string } & z.infer<typeof listErasuresQuery>): Promise<Page<ErasureView>> => {
    const [after] = cursor === undefined ? [undefined] : decodeCursor(cursor, z.tuple([z.uuid()]))
    return read(tenantId, async (tx) => {
      const rows = await listErasures(tx, tenantId, after, limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => toErasureView(row),
        (row) => [row.id],
      )
    })
  }

export const createReadErasure =
  (read: TenantWork) =>
  async ({ tenantId, erasureId }: { tenantId: string; erasureId: string }): Promise<ErasureView> => {
    const found = await read(tenantId, (tx) => readErasure(tx, tenantId, erasureId))
    if (!found) throw new AppError('not_found', `There is no erasure ${erasureId}.`)
    return toErasureView(found)
  }
