import { z } from 'zod'
import type { ChangePlace, ChangeRow } from '../../storage/read-changes.ts'
import { decodeCursor, encodeCursor } from '../page.ts'
import type { ChangeView } from '../views/transition-views.ts'
import { toTransitionView } from './to-transition-view.ts'

export const toChangeView = (row: ChangeRow): ChangeView => ({
  change: row.kind,
  changeVersion: row.changeVersion.toString(),
  transition: toTransitionView(row),
})

/** Before everything. */
export const firstPlace: ChangePlace = {
  version: 0n,
  kind: 'superseded',
  id: '00000000-0000-0000-0000-000000000000',
}

/** Behind everything of a version. */
export const behindVersion = (version: bigint): ChangePlace => ({
  version,
  kind: 'created',
  id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
})

export const placeOf = (row: ChangeRow): ChangePlace => ({ version: row.changeVersion, kind: row.kind, id: row.id })

/** `from`: a reader who asked for what happened since a time keeps that time on the next pages. */
export const encodePlace = ({ version, kind, id }: ChangePlace, from?: Date): string =>
  encodeCursor([version.toString(), kind, id, from?.toISOString() ?? null])

export const decodePlace = (cursor: string, field: string): { place: ChangePlace; from?: Date } => {
  const [version, kind, id, from] = decodeCursor(cursor, placeSchema, field)
  return { place: { version: BigInt(version), kind, id }, from: from === null ? undefined : new Date(from) }
}

const placeSchema = z.tuple([
  z.string().regex(/^\d{1,18}$/),
  z.enum(['created', 'superseded']),
  z.uuid(),
  z.iso.datetime().nullable(),
])
