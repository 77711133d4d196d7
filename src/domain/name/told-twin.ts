import { isToldTwin } from './is-told-twin.ts'
import type { NameView } from './name-book.ts'

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
