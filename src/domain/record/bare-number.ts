import type { NameView } from '../name/name-book.ts'

export const isBareNumber = (surface: string): boolean => !/\p{L}/u.test(surface)

/**
 * A number that may be short for an identifier which nobody ever listed or said in full: it may as well be a page or a
 * price, so nothing is told of it.
 */
export const isUnknownNumber = (book: NameView, id: string): boolean => {
  const name = book.get(id)
  if (!name || name.imported || !isBareNumber(name.surface)) return false
  const full = book.linksOf(id).flatMap(({ kind, a, b }) => (kind === 'alias' && a === id ? [b] : []))
  return full.length > 0 && full.every((other) => book.get(other) === undefined)
}
