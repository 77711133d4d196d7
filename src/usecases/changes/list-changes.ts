import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { type ChangePlace, listChanges, listHappened } from '../../storage/read-changes.ts'
import { readHead, readTimeZone } from '../../storage/tenants.ts'
import type { Tx } from '../../storage/tx.ts'
import { decodeCursor, encodeCursor, timedPlace } from '../page.ts'
import { firstInstant, lastInstant, pointInTime } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { ChangesView } from '../views/transition-views.ts'
import { behindVersion, decodePlace, encodePlace, firstPlace, placeOf, toChangeView } from './to-change-view.ts'

const place = z.string().min(1).max(1000)

export const listChangesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  since: place
    .optional()
    .describe('A `nextCursor` of this feed, a version of the record, or a time (2026-03-04): when it happened'),
  until: place.optional().describe('A version where `since` is one, a time where `since` is a time'),
  type: z.string().max(40).optional(),
  project: z.string().max(200).optional(),
  series: z.string().max(200).optional(),
})

type Query = { tenantId: string } & z.infer<typeof listChangesQuery>

/**
 * What was recorded and what was replaced, in the order of the record's versions: going on from `nextCursor` misses
 * nothing and repeats nothing, whoever writes at the same time. Asked with times it tells what counts now, in the
 * order in which it happened.
 */
export const createListChanges =
  (read: TenantWork) =>
  (query: Query): Promise<ChangesView> =>
    read(query.tenantId, async (tx) => {
      // The head is read before the rows: what is newer than this version comes with the next page.
      const { version } = await readHead(tx, query.tenantId)
      const page = isAboutTime(query) ? await byTime(tx, query) : await byVersion(tx, query, version)
      return { ...page, version: version.toString() }
    })

const byVersion = async (tx: Tx, query: Query, head: bigint): Promise<Omit<ChangesView, 'version'>> => {
  const { tenantId, limit, since, until, ...about } = query
  const first = since === undefined ? firstPlace : parsePlace(since, 'since')
  const end = until === undefined ? head : parsePlace(until, 'until').version
  const rows = await listChanges(tx, tenantId, { ...about, since: first, until: end }, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit
  const next = more && last ? placeOf(last) : later(first, behindVersion(end))
  return { items: shown.map(toChangeView), nextCursor: encodePlace(next), more }
}

const byTime = async (tx: Tx, query: Query): Promise<Omit<ChangesView, 'version'>> => {
  const { tenantId, limit, since, until, ...about } = query
  const zone = await readTimeZone(tx, tenantId)
  const at = since === undefined || isTime(since) ? undefined : decodeCursor(since, timedPlace, 'since')
  const from = since !== undefined && isTime(since) ? firstInstant(since, zone) : undefined
  const to = until === undefined ? undefined : lastInstant(readUntil(until), zone)
  const after = at === undefined ? undefined : { validAt: at[0], id: at[1] }
  const rows = await listHappened(tx, tenantId, { ...about, from, to, after }, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const behind = last ? encodeCursor([last.validAt, last.id]) : (since ?? encodePlace(firstPlace))
  return { items: shown.map(toChangeView), nextCursor: behind, more: rows.length > limit }
}

const isTime = (text: string): boolean => pointInTime.safeParse(text).success

/** A time, or a cursor that was given out for one. */
const isAboutTime = ({ since, until }: Query): boolean => {
  if (since === undefined) return until !== undefined && isTime(until)
  return isTime(since) || timedPlace.safeParse(peek(since)).success
}

const peek = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const readUntil = (until: string): string => {
  if (isTime(until)) return until
  const message = 'must be a time where `since` is one'
  throw new AppError('invalid_request', `until ${message}.`, { details: [{ path: 'query.until', message }] })
}

const parsePlace = (text: string, field: string): ChangePlace =>
  /^\d{1,18}$/.test(text) ? behindVersion(BigInt(text)) : decodePlace(text, field)

const later = (a: ChangePlace, b: ChangePlace): ChangePlace => (a.version > b.version ? a : b)
