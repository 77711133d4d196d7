import type { NewTransition } from '../storage/transitions.ts'
import type { RecordSession } from './session.ts'

/** What a change brought, in words of the tracking model alone: for figures that are shown outside of the tenant. */
export type CountedChanges = {
  /** Things that were spoken of, by type. */
  entities: Readonly<Record<string, number>>
  /** `to` is a listed value of the dimension, `none`, or `other`: dates, numbers, names and free text are not told. */
  transitions: readonly { dimension: string; to: string }[]
}

/** Pure, but for reading the names that the session holds. */
export const countChanges = (
  { names, view }: Pick<RecordSession, 'names' | 'view'>,
  mentioned: Iterable<string>,
  transitions: readonly Pick<NewTransition, 'dimension' | 'to'>[],
): CountedChanges => {
  const entities = new Map<string, number>()
  for (const nameId of new Set(mentioned)) {
    const type = names.book.get(nameId)?.type
    if (type !== undefined) entities.set(type, (entities.get(type) ?? 0) + 1)
  }
  return {
    entities: Object.fromEntries(entities),
    transitions: transitions.map(({ dimension: name, to }) => {
      const dimension = view.dimension(name)
      const listed = to !== null && dimension !== undefined && view.listed(dimension, to) !== undefined
      return { dimension: dimension?.name ?? 'other', to: to === null ? 'none' : listed ? to : 'other' }
    }),
  }
}
