import { z } from 'zod'
import { listAudit } from '../../storage/audit.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, type Page } from '../views/common.ts'
import type { AuditView } from '../views/setup-views.ts'

const text = z.string().trim().min(1).max(200)
const moment = z.iso.datetime({ offset: true }).transform((said) => new Date(said))

export const listAuditQuery = z.strictObject({
  ...pageQuery,
  since: moment.optional(),
  until: moment.optional(),
  action: text.optional().describe('An operation of this document, such as postEntitiesByEntityIdMerge'),
  actor: text.optional().describe('As the log names it: `key:` and the name of the key'),
  userId: text.optional(),
  target: text.optional().describe('Id of what was changed'),
})

/** Latest first. */
export const createListAudit =
  (read: TenantWork) =>
  ({
    tenantId,
    cursor,
    limit,
    ...filter
  }: { tenantId: string } & z.infer<typeof listAuditQuery>): Promise<Page<AuditView>> => {
    const [after] = cursor === undefined ? [undefined] : decodeCursor(cursor, z.tuple([z.uuid()]))
    return read(tenantId, async (tx) => {
      const rows = await listAudit(tx, tenantId, { ...filter, after }, limit + 1)
      return pageOf(
        rows,
        limit,
        ({ at, ...row }) => ({ ...row, at: iso(at) }),
        (row) => [row.id],
      )
    })
  }
