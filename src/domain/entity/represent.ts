import { compare, type Name } from '../name/name.ts'
import type { NameView } from '../name/name-book.ts'
import type { NamePin } from '../name/name-link.ts'
import { isTypeGuessed } from './is-type-guessed.ts'

/** A cluster with a face: the representative's id is the public id of the entity, the ids of the others lead to it. */
export type Entity = {
  id: string
  type: string
  name: string
  /** All of its names, the representative first. */
  names: Name[]
}

/**
 * The name that stands for a cluster: one whose type was told goes before all others, then the one a user pinned last,
 * an imported one, else the earliest.
 */
export const representCluster = (book: NameView, ids: readonly string[]): Entity | undefined => {
  const pins = ids.flatMap((id) => book.pinsOf(id)).sort(lastRecordedFirst)
  const pin = pins[0]
  const names = ids.flatMap((id) => book.get(id) ?? []).sort((a, b) => byStanding(book, a, b, pin?.nameId))
  const [first] = names
  return first && { id: first.id, type: first.type, name: pin?.title ?? first.surface, names }
}

/** Every other way in which the entity is called, each spelling once, in the order of its names. */
export const aliasesOf = (entity: Entity): string[] => {
  const own = entity.name.toLowerCase()
  const seen = new Set([own])
  return entity.names.flatMap(({ surface }) => {
    const spelling = surface.toLowerCase()
    if (seen.has(spelling)) return []
    seen.add(spelling)
    return [surface]
  })
}

const lastRecordedFirst = (a: NamePin, b: NamePin): number => b.recorded - a.recorded || compare(a.id, b.id)

const byStanding = (book: NameView, a: Name, b: Name, pinned: string | undefined): number =>
  Number(isTypeGuessed(book, a.id)) - Number(isTypeGuessed(book, b.id)) ||
  Number(b.id === pinned) - Number(a.id === pinned) ||
  Number(b.imported) - Number(a.imported) ||
  compare(a.firstKey, b.firstKey) ||
  compare(a.key, b.key) ||
  compare(a.type, b.type) ||
  compare(a.scope, b.scope)
