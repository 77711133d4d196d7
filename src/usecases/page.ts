import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import type { Page } from './views/common.ts'

/** What every list takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(1000).optional(),
}

/** Places in a list are opaque to clients: the sort values of the last item. */
export const encodeCursor = (place: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

export const decodeCursor = <Place extends z.ZodType>(
  cursor: string,
  place: Place,
  field = 'cursor',
): z.output<Place> => {
  const parsed = place.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (parsed.success) return parsed.data
  const message = 'is not a cursor that this list gave out'
  throw new AppError('invalid_request', `${field} ${message}.`, { details: [{ path: `query.${field}`, message }] })
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A page from one row more than was asked for: the extra row only tells that there is a next page. */
export const pageOf = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  placeOf: (row: Row) => readonly unknown[],
): Page<Item> => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(placeOf(last)) : null,
  }
}

/** A moment and an id: the place in most lists. */
export const timedPlace = z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid()])
