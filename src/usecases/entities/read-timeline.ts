import { z } from 'zod'
import { listTimeline } from '../../storage/read-transitions.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import { toTransitionView } from '../changes/to-transition-view.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import { firstInstant, lastInstant, pointInTime } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import type { TransitionView } from '../views/transition-views.ts'
import { findEntity } from './find-entity.ts'

export const readTimelineQuery = z.strictObject({
  ...pageQuery,
  dimension: z.string().max(40).optional(),
  from: pointInTime.optional(),
  to: pointInTime.optional(),
  knownAt: pointInTime.optional().describe('As it was known then'),
  superseded: z.enum(['true', 'false']).default('false').describe('true: also what was believed once'),
  order: z.enum(['asc', 'desc']).default('asc').describe('asc: the story from its beginning'),
})

type Query = { tenantId: string; entityId: string } & z.infer<typeof readTimelineQuery>

/** What happened to an entity, in the order of the meetings, not of their arrival. */
export const createReadTimeline =
  (read: TenantWork) =>
  (query: Query): Promise<Page<TransitionView>> => {
    const { tenantId, limit, cursor } = query
    const place = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.string(), z.uuid()]))
    return read(tenantId, async (tx) => {
      const zone = await readTimeZone(tx, tenantId)
      const entity = await findEntity(tx, tenantId, query.entityId, { dead: query.knownAt !== undefined })
      const rows = await listTimeline(
        tx,
        tenantId,
        {
          entityId: entity.id,
          dim: query.dimension,
          from: query.from === undefined ? undefined : firstInstant(query.from, zone),
          to: query.to === undefined ? undefined : lastInstant(query.to, zone),
          knownAt: query.knownAt === undefined ? undefined : lastInstant(query.knownAt, zone),
          withSuperseded: query.superseded === 'true',
          descending: query.order === 'desc',
          after: place === undefined ? undefined : { orderKey: place[0], id: place[1] },
        },
        limit + 1,
      )
      return pageOf(rows, limit, toTransitionView, (row) => [row.orderKey, row.id])
    })
  }
