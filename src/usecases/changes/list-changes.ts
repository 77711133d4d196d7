import { z } from 'zod'
import { type ChangePlace, listChanges } from '../../storage/read-changes.ts'
import { readHead, readTimeZone } from '../../storage/tenants.ts'
import { firstInstant, lastInstant, pointInTime } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { ChangesView } from '../views/transition-views.ts'
import { behindVersion, decodePlace, encodePlace, firstPlace, placeOf, toChangeView } from './to-change-view.ts'

const place = z
  .string()
  .min(1)
  .max(1000)
  .describe('A `nextCursor` of this feed, a version of the record, or a time: then it is about when things happened')

export const listChangesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  since: place.optional(),
  until: place.optional(),
  type: z.string().max(40).optional(),
  project: z.string().max(200).optional(),
  series: z.string().max(200).optional(),
})

type Query = { tenantId: string } & z.infer<typeof listChangesQuery>

/**
 * What was recorded and what was replaced, in the order of the record's versions. Going on from `nextCursor` misses
 * nothing and repeats nothing, whoever writes at the same time.
 */
export const createListChanges =
  (read: TenantWork) =>
  (query: Query): Promise<ChangesView> =>
    read(query.tenantId, async (tx) => {
      const { tenantId, limit, since, until, ...filter } = query
      const zone = await readTimeZone(tx, tenantId)
      // The head is read before the rows: what is newer than this version comes with the next page.
      const { version } = await readHead(tx, tenantId)
      const start = since === undefined ? {} : parsePlace(since, 'since', firstInstant, zone)
      const end = until === undefined ? {} : parsePlace(until, 'until', lastInstant, zone)
      const first = start.place ?? firstPlace
      const rows = await listChanges(
        tx,
        tenantId,
        { ...filter, since: first, until: end.place?.version ?? version, from: start.time, to: end.time },
        limit + 1,
      )
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const more = rows.length > limit
      const next = more && last ? placeOf(last) : laterOf(first, behindVersion(end.place?.version ?? version))
      return {
        items: shown.map(toChangeView),
        nextCursor: encodePlace(next, start.time),
        more,
        version: version.toString(),
      }
    })

const laterOf = (a: ChangePlace, b: ChangePlace): ChangePlace => (a.version > b.version ? a : b)

type Parsed = { place?: ChangePlace; time?: Date }

const parsePlace = (
  text: string,
  field: string,
  toInstant: (text: string, zone: string) => Date,
  zone: string,
): Parsed => {
  if (/^\d{1,18}$/.test(text)) return { place: behindVersion(BigInt(text)) }
  const time = pointInTime.safeParse(text)
  if (time.success) return { time: toInstant(time.data, zone) }
  const { place, from } = decodePlace(text, field)
  return { place, time: from }
}
