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

export const encodePlace = ({ version, kind, id }: ChangePlace): string => encodeCursor([version.toString(), kind, id])

export const decodePlace = (cursor: string, field: string): ChangePlace => {
  const [version, kind, id] = decodeCursor(cursor, placeSchema, field)
  return { version: BigInt(version), kind, id }
}

const placeSchema = z.tuple([z.string().regex(/^\d{1,18}$/), z.enum(['created', 'superseded']), z.uuid()])
