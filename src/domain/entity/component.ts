import type { NameView } from '../name/name-book.ts'
import type { NameLink } from '../name/name-link.ts'
import type { Component } from './cluster-names.ts'

/** The components that the given names are in: everything that could be one thing with one of them, and why. */
export const componentsOf = (book: NameView, seeds: Iterable<string>): Component[] => {
  const seen = new Set<string>()
  const components: Component[] = []
  for (const seed of seeds) if (!seen.has(seed) && book.get(seed)) components.push(walk(book, seed, seen))
  return components
}

function walk(book: NameView, seed: string, seen: Set<string>): Component {
  const ids = [seed]
  seen.add(seed)
  const links = new Map<string, NameLink>()
  const edges: { a: string; b: string; edge: Component['edges'][number]['edge'] }[] = []
  const visit = (id: string): void => {
    if (seen.has(id) || !book.get(id)) return
    seen.add(id)
    ids.push(id)
  }
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? ''
    for (const link of book.linksOf(id)) {
      if (link.kind === 'unsure') continue
      links.set(link.id, link)
      visit(link.a)
      visit(link.b)
    }
    for (const neighbour of book.neighbours(id)) {
      if (neighbour.edge.strength === 'suggestion') continue
      if (id < neighbour.id) edges.push({ a: id, b: neighbour.id, edge: neighbour.edge })
      visit(neighbour.id)
    }
  }
  return {
    names: ids.flatMap((id) => book.get(id) ?? []),
    guessed: new Set(ids.filter((id) => book.shape(id)?.guessed)),
    people: new Set(ids.filter((id) => book.shape(id)?.person)),
    links: [...links.values()],
    edges,
  }
}
