import type { NameView } from '../name/name-book.ts'
import type { NameLink } from '../name/name-link.ts'
import type { Component } from './cluster-names.ts'
import { isTypeGuessed } from './is-type-guessed.ts'

/** The components that the given names are in: everything that could be one thing with one of them, and why. */
export const componentsOf = (book: NameView, seeds: Iterable<string>): Component[] => {
  const seen = new Set<string>()
  const components: Component[] = []
  for (const seed of seeds) if (!seen.has(seed) && book.get(seed)) components.push(walk(book, seed, seen))
  return components
}

/** What links a locked name to others: only the word of a user or a catalogue. */
const isStated = ({ origin }: NameLink): boolean => origin === 'user' || origin === 'import'

function walk(book: NameView, seed: string, seen: Set<string>): Component {
  const ids = [seed]
  seen.add(seed)
  const links = new Map<string, NameLink>()
  const edges: { a: string; b: string; edge: Component['edges'][number]['edge'] }[] = []
  const locked = new Map<string, boolean>()
  const isLocked = (id: string): boolean => {
    const known = locked.get(id) ?? book.linksOf(id).some((link) => link.kind === 'lock')
    locked.set(id, known)
    return known
  }
  const visit = (id: string): void => {
    if (seen.has(id) || !book.get(id)) return
    seen.add(id)
    ids.push(id)
  }
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? ''
    for (const link of book.linksOf(id)) {
      if (link.kind === 'unsure' || (!isStated(link) && (isLocked(link.a) || isLocked(link.b)))) continue
      links.set(link.id, link)
      visit(link.a)
      visit(link.b)
    }
    for (const neighbour of book.neighbours(id)) {
      if (neighbour.edge.strength === 'suggestion' || isLocked(id) || isLocked(neighbour.id)) continue
      if (id < neighbour.id) edges.push({ a: id, b: neighbour.id, edge: neighbour.edge })
      visit(neighbour.id)
    }
  }
  return {
    names: ids.flatMap((id) => book.get(id) ?? []),
    guessed: new Set(ids.filter((id) => isTypeGuessed(book, id))),
    people: new Set(ids.filter((id) => book.shape(id)?.person)),
    links: [...links.values()],
    edges,
  }
}
