import { type Edge, edgeBetween } from './edge.ts'
import { createMultiMap } from './multi-map.ts'
import type { NameShape } from './shape.ts'
import { createShortlist, type Shortlist } from './shortlist.ts'

export type Neighbour = { id: string; edge: Edge }

/** Finds every name that has an edge to a given one. What it finds never depends on the order in which names came. */
export type Neighbours = {
  add: (shape: NameShape) => void
  remove: (shape: NameShape) => void
  of: (shape: NameShape) => Neighbour[]
}

export const createNeighbours = (shapeOfId: (id: string) => NameShape | undefined): Neighbours => {
  const exact = createMultiMap<string>()
  const shortlists = new Map<string, Shortlist>()

  /** Imported names are things of their own: they are compared with names from meetings only, however many there are. */
  const shortlistOf = (space: string, imported: boolean): Shortlist => {
    const key = `${space}\u001f${imported}`
    const known = shortlists.get(key)
    if (known) return known
    const created = createShortlist()
    shortlists.set(key, created)
    return created
  }

  const candidates = (shape: NameShape): Set<string> => {
    const found = new Set<string>()
    for (const key of lookedUpBy(shape)) for (const id of exact.get(key)) found.add(id)
    for (const imported of shape.name.imported ? [false] : [false, true])
      for (const id of shortlistOf(shape.space, imported).near(shape.trigrams)) found.add(id)
    found.delete(shape.name.id)
    return found
  }

  return {
    add: (shape) => {
      for (const key of foundBy(shape)) exact.add(key, shape.name.id)
      shortlistOf(shape.space, shape.name.imported).add(shape.name.id, shape.trigrams)
    },
    remove: (shape) => {
      for (const key of foundBy(shape)) exact.remove(key, shape.name.id)
      shortlistOf(shape.space, shape.name.imported).remove(shape.name.id, shape.trigrams)
    },
    of: (shape) => {
      const neighbours: Neighbour[] = []
      for (const id of candidates(shape)) {
        const other = shapeOfId(id)
        if (!other || (shape.name.imported && other.name.imported)) continue
        const edge = edgeBetween(shape, other)
        if (edge) neighbours.push({ id, edge })
      }
      return neighbours
    },
  }
}

const foundBy = (shape: NameShape): string[] =>
  [
    `compact ${shape.compact}`,
    `content ${shape.contentKey}`,
    ...(shape.identifiers === '' ? [] : [`identifiers ${shape.identifiers}`]),
    ...(shape.initials === '' ? [] : [`initials ${shape.initials}`]),
    ...(shape.acronym === null ? [] : [`acronym ${shape.acronym}`]),
  ].map((key) => `${shape.space} ${key}`)

const lookedUpBy = (shape: NameShape): string[] => [
  ...foundBy(shape),
  ...(shape.initials === '' ? [] : [`${shape.space} acronym ${shape.initials}`]),
  ...(shape.acronym === null ? [] : [`${shape.space} initials ${shape.acronym}`]),
]
