import { z } from 'zod'
import { type ReviewKind, reviewKinds } from '../../domain/record/review-reasons.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { listHedged, listWeakChanges, type ReviewFilter } from '../../storage/read-review.ts'
import { listGuessedTypes, listLikelyMerges, listUnclearNames } from '../../storage/read-review-names.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import type { Tx } from '../../storage/tx.ts'
import type { ModelInForce } from '../entities/model-cache.ts'
import { decodeCursor, encodeCursor, pageQuery } from '../page.ts'
import { firstInstant, pointInTime } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, type Page } from '../views/common.ts'
import type { ReviewItemView } from '../views/review-views.ts'
import { ofGuessedType, ofHedged, ofLikelyMerge, ofUnclearName, ofWeakChange } from './to-review-item.ts'

export const listReviewQuery = z.strictObject({
  ...pageQuery,
  kind: z.enum(reviewKinds).optional().describe('Only what is there for this reason'),
  type: z.string().max(40).optional().describe('Only entities of this type'),
  since: pointInTime.optional().describe('Only what happened or was said from then on'),
})

type Found = { item: ReviewItemView; place: unknown[] }
type Source = {
  kinds: readonly ReviewKind[]
  /** Checks a place that a cursor tells. */
  place: z.ZodType<unknown[]>
  read: (
    tx: Tx,
    about: { tenantId: string; filter: ReviewFilter; model: TrackingModel },
    after: unknown[] | null,
    limit: number,
  ) => Promise<Found[]>
}

const timed = z.tuple([z.iso.datetime(), z.uuid()])
const at = (after: unknown[] | null) => after && { at: new Date(String(after[0])), id: String(after[1]) }

/** One list after the other, each with an order of its own. */
const sources: readonly Source[] = [
  {
    kinds: ['low_confidence', 'conflict', 'forbidden_move', 'weak_link'],
    place: timed,
    read: async (tx, { tenantId, filter }, after, limit) =>
      (await listWeakChanges(tx, tenantId, filter, at(after), limit)).map((row) => ({
        item: ofWeakChange(row),
        place: [iso(row.at), row.id],
      })),
  },
  {
    kinds: ['hedged'],
    place: z.tuple([z.string().regex(/^[0-9a-f.]{1,80}$/), z.uuid()]),
    read: async (tx, { tenantId, filter, model }, after, limit) => {
      const owned = model.types.flatMap((type) => type.dimensions.map((dim) => ({ type: type.name, dim })))
      const place = after && { orderKey: String(after[0]), id: String(after[1]) }
      const rows = await listHedged(tx, tenantId, filter, owned, place, limit)
      return rows.map((row) => ({ item: ofHedged(row), place: [row.orderKey, row.id] }))
    },
  },
  {
    kinds: ['unlinked'],
    place: timed,
    read: async (tx, { tenantId, filter }, after, limit) =>
      (await listUnclearNames(tx, tenantId, filter, at(after), limit)).map((row) => ({
        item: ofUnclearName(row),
        place: [iso(row.at), row.id],
      })),
  },
  {
    kinds: ['merge'],
    place: z.tuple([z.int(), z.uuid()]),
    read: async (tx, { tenantId, filter }, after, limit) => {
      const place = after && { score: Number(after[0]), id: String(after[1]) }
      const rows = await listLikelyMerges(tx, tenantId, filter, place, limit)
      return rows.map((row) => ({ item: ofLikelyMerge(row), place: [row.score, row.id] }))
    },
  },
  {
    kinds: ['guessed_type'],
    place: z.tuple([z.uuid()]),
    read: async (tx, { tenantId, filter }, after, limit) =>
      (await listGuessedTypes(tx, tenantId, filter, after && String(after[0]), limit)).map((row) => ({
        item: ofGuessedType(row),
        place: [row.id],
      })),
  },
]

type Query = { tenantId: string } & z.infer<typeof listReviewQuery>

/**
 * What is weak or contradictory, for somebody to accept, reject or correct: changes first, then what was only hedged,
 * then names. What was answered is not in it any more.
 */
export const createListReview =
  (deps: { read: TenantWork; modelInForce: ModelInForce }) =>
  ({ tenantId, limit, cursor, kind, type, since }: Query): Promise<Page<ReviewItemView>> => {
    const [start, place] = cursor === undefined ? [0, null] : placeOf(cursor)
    return deps.read(tenantId, async (tx) => {
      const model = await deps.modelInForce(tx, tenantId)
      if (model === null) return { items: [], nextCursor: null }
      const from = since === undefined ? undefined : firstInstant(since, await readTimeZone(tx, tenantId))
      const found: (Found & { source: number })[] = []
      for (const [index, source] of sources.entries()) {
        const kinds = source.kinds.filter((one) => kind === undefined || one === kind)
        if (index < start || kinds.length === 0 || found.length > limit) continue
        const about = { tenantId, model, filter: { kinds, type, since: from } }
        const rows = await source.read(tx, about, index === start ? place : null, limit + 1 - found.length)
        found.push(...rows.map((row) => ({ ...row, source: index })))
      }
      const shown = found.slice(0, limit)
      const last = shown.at(-1)
      const more = found.length > limit && last !== undefined
      return {
        items: shown.map(({ item }) => item),
        nextCursor: more ? encodeCursor([last.source, ...last.place]) : null,
      }
    })
  }

const placeOf = (cursor: string): [number, unknown[]] => {
  const [source, ...place] = decodeCursor(
    cursor,
    z.tuple(
      [
        z
          .int()
          .min(0)
          .max(sources.length - 1),
      ],
      z.unknown(),
    ),
  )
  const shape = sources[source]?.place ?? z.never()
  return [source, decodeCursor(encodeCursor(place), shape) as unknown[]]
}
