import { areTwins } from './are-twins.ts'
import type { NameView } from './name-book.ts'

/**
 * For a name of a guessed type: the one that is meant by it among those that read alike and are the same thing, as
 * things stand. One of a told type goes first, then the one that the thing is known by, then the first in byte order.
 */
export const twinOf = (book: NameView, id: string): string | undefined => {
  const shape = book.shape(id)
  const thing = book.thingOf(id)
  if (!shape?.guessed || thing === undefined || thing === id) return undefined
  const twins = book.withKey(shape.name.key).flatMap((other) => {
    const twin = book.shape(other.id)
    return twin && areTwins(shape, twin) && book.thingOf(other.id) === thing ? [twin] : []
  })
  const guessed = [...twins.map((twin) => twin.name.id), id].sort()
  const meant = twins.find((twin) => !twin.guessed)?.name.id ?? (guessed.includes(thing) ? thing : guessed[0])
  return meant === id ? undefined : meant
}
