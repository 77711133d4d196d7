import { z } from 'zod'
import { listMentions } from '../../storage/read-mentions.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, type Page } from '../views/common.ts'
import type { MentionView } from '../views/entity-views.ts'
import { findEntity } from './find-entity.ts'

export const readMentionsQuery = z.strictObject(pageQuery)

type Query = { tenantId: string; entityId: string } & z.infer<typeof readMentionsQuery>

const place = z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid(), z.int(), z.int(), z.uuid()])

/** Where it was spoken of, latest meeting first, with the words around it. */
export const createReadMentions =
  (read: TenantWork) =>
  ({ tenantId, entityId, cursor, limit }: Query): Promise<Page<MentionView>> => {
    const at = cursor === undefined ? undefined : decodeCursor(cursor, place)
    const after = at && { occurredAt: at[0], meetingId: at[1], segment: at[2], start: at[3], nameId: at[4] }
    return read(tenantId, async (tx) => {
      const entity = await findEntity(tx, tenantId, entityId)
      const rows = await listMentions(tx, tenantId, entity.id, after, limit + 1)
      return pageOf(
        rows,
        limit,
        ({ segment, ...row }) => ({ ...row, segmentIndex: segment, occurredAt: iso(row.occurredAt) }),
        (row) => [row.occurredAt, row.meetingId, row.segment, row.start, row.nameId],
      )
    })
  }
