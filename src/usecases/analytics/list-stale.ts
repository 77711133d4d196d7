import { z } from 'zod'
import { dayMs, daysBetween } from '../../domain/forecast/calendar.ts'
import { limitDays } from '../../domain/forecast/habits.ts'
import { listSilent } from '../../storage/read-forecast.ts'
import type { ModelInForce } from '../entities/model-cache.ts'
import { decodeCursor, pageOf, pageQuery, timedPlace } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, type Page } from '../views/common.ts'
import type { StaleView } from '../views/forecast-views.ts'
import { endedValues } from './ended-values.ts'
import type { HabitsOf } from './habits-cache.ts'

export const listStaleQuery = z.strictObject({
  ...pageQuery,
  type: z.string().max(40).optional(),
  project: z.string().max(200).optional().describe('Spoken of in meetings of this project'),
})

type Query = { tenantId: string } & z.infer<typeof listStaleQuery>
type Deps = { read: TenantWork; modelInForce: ModelInForce; habitsOf: HabitsOf; now: () => Date }

/** Unfinished things that nobody has spoken of for longer than is usual for their type, the longest silence first. */
export const createListStale =
  (deps: Deps) =>
  (query: Query): Promise<Page<StaleView>> => {
    const { tenantId, limit, cursor, project } = query
    const place = cursor === undefined ? undefined : decodeCursor(cursor, timedPlace)
    return deps.read(tenantId, async (tx) => {
      const model = await deps.modelInForce(tx, tenantId)
      if (model === null) return { items: [], nextCursor: null }
      const habits = await deps.habitsOf(tx, tenantId, model)
      const nowMs = deps.now().getTime()
      const types = model.types
        .map(({ name }) => name)
        .filter((name) => query.type === undefined || name === query.type)
      const rows = await listSilent(
        tx,
        tenantId,
        {
          types,
          // A day more than the limit: only whole days count.
          before: types.map((type) => new Date(nowMs - (limitDays(habits(type).gap) + 1) * dayMs)),
          ended: endedValues(model),
          project,
          after: place === undefined ? undefined : { lastSeen: place[0], id: place[1] },
        },
        limit + 1,
      )
      return pageOf(
        rows,
        limit,
        (row): StaleView => ({
          entityId: row.id,
          entityName: row.name,
          type: row.type,
          lastSeen: iso(row.lastSeen),
          silentDays: daysBetween(row.lastSeen.getTime(), nowMs),
          limitDays: limitDays(habits(row.type).gap),
          cases: habits(row.type).gap?.cases ?? 0,
          inferred: true,
        }),
        (row) => [iso(row.lastSeen), row.id],
      )
    })
  }
