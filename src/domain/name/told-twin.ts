import type { NameView } from './name-book.ts'
import type { NameShape } from './shape.ts'

/**
 * Whether the first is a name whose type was only assumed and the second the same name with a type that was told. People
 * are left out: a project is often called like somebody.
 */
export const isToldTwin = (assumed: NameShape, told: NameShape): boolean =>
  assumed.assumed &&
  !told.assumed &&
  !told.person &&
  assumed.name.type !== told.name.type &&
  assumed.name.scope === told.name.scope &&
  assumed.name.key === told.name.key &&
  (assumed.identifiers === '' || told.identifiers === '' || assumed.identifiers === told.identifiers)

/** For a name of an assumed type: the name of a told type that is the same thing, as things stand. */
export const toldTwinOf = (book: NameView, id: string): string | undefined => {
  const shape = book.shape(id)
  const thing = book.thingOf(id)
  if (!shape?.assumed || thing === undefined) return undefined
  return book.withKey(shape.name.key).find((other) => {
    const told = book.shape(other.id)
    return told !== undefined && isToldTwin(shape, told) && book.thingOf(other.id) === thing
  })?.id
}
