import type { TrackingModel } from '../tracking-model/model.ts'
import { areTwins } from './are-twins.ts'
import { type ClaimIndex, createClaimIndex } from './claim-index.ts'
import { type Claim, claimsOf } from './claims.ts'
import { createMultiMap } from './multi-map.ts'
import type { Name } from './name.ts'
import type { NameLink, NamePin } from './name-link.ts'
import { createNameTrie, type NameTrie } from './name-trie.ts'
import { createNeighbours, type Neighbour } from './neighbours.ts'
import { type NameShape, type ShapeType, shapeOf } from './shape.ts'
import { spokenForms } from './word-prints.ts'

/** What spotting and clustering ask of the live names of a tenant. */
export type NameView = {
  trie: Pick<NameTrie<string>, 'matchesAt'>
  /** Names that may be meant by a short form wherever it is said, given as content words. */
  forms: Pick<ClaimIndex, 'of' | 'has' | 'begins'>
  /** Whether a short form of the name may also be one of another name, or the name itself a short form. */
  sharesForms: (id: string) => boolean
  names: () => IterableIterator<Name>
  size: () => number
  get: (id: string) => Name | undefined
  shape: (id: string) => NameShape | undefined
  /** Names of any type and scope that are spelled alike. */
  withKey: (key: string) => Name[]
  neighbours: (id: string) => Neighbour[]
  linksOf: (id: string) => NameLink[]
  pinsOf: (id: string) => NamePin[]
  /** For a name that several things claim: the names of each of them. Derived by clustering. */
  contestOf: (id: string) => Contest | null
  /** The id of the entity that a name belongs to; undefined while it belongs to none. Derived by clustering. */
  thingOf: (id: string) => string | undefined
}

/** All live names of a tenant with what was stated about them, kept in memory and changed one name at a time. */
export type NameBook = NameView & {
  /** Adds the name, or replaces the one with its id. */
  put: (name: Name) => void
  remove: (id: string) => void
  putLink: (link: NameLink) => void
  removeLink: (link: NameLink) => void
  putPin: (pin: NamePin) => void
  removePin: (pin: NamePin) => void
  setContest: (id: string, contest: Contest | null) => void
  setThing: (id: string, entityId: string | undefined) => void
}

export type Contest = readonly (readonly string[])[]

export const createNameBook = (model: TrackingModel): NameBook => {
  const types = new Map(
    model.types.map((type) => [
      type.name,
      {
        person: type.person,
        assumed: type.assumed,
        identifiers: type.identifiers.map((source) => new RegExp(source, 'g')),
      },
    ]),
  )
  const unknownType: ShapeType = { person: false, assumed: false, identifiers: [] }
  const shapes = new Map<string, NameShape>()
  const contests = new Map<string, Contest>()
  const things = new Map<string, string>()
  const trie = createNameTrie<string>()
  const neighbours = createNeighbours((id) => shapes.get(id))
  const byKey = createMultiMap<string>()
  const claims = createClaimIndex()
  const links = createMultiMap<NameLink>()
  const linkById = new Map<string, NameLink>()
  const pins = createMultiMap<NamePin>()
  const pinById = new Map<string, NamePin>()

  const remove = (id: string): void => {
    const shape = shapes.get(id)
    if (!shape) return
    for (const words of spokenForms(shape)) trie.remove(words, id)
    claims.remove(claimsOf(shape), id)
    neighbours.remove(shape)
    byKey.remove(shape.name.key, id)
    shapes.delete(id)
    contests.delete(id)
  }

  const twins = (shape: NameShape): Neighbour[] =>
    [...byKey.get(shape.name.key)].flatMap((id) => {
      const other = shapes.get(id)
      return other && areTwins(shape, other)
        ? [{ id, edge: { strength: 'assumed', method: 'assumed', score: 96 } }]
        : []
    })

  const removeLink = ({ id }: NameLink): void => {
    const known = linkById.get(id)
    if (!known) return
    for (const end of [known.a, known.b]) links.remove(end, known)
    linkById.delete(id)
  }

  const removePin = ({ id }: NamePin): void => {
    const known = pinById.get(id)
    if (!known) return
    pins.remove(known.nameId, known)
    pinById.delete(id)
  }

  return {
    trie,
    forms: claims,
    sharesForms: (id) => {
      const shape = shapes.get(id)
      if (!shape) return false
      const isShared = ({ key, strength }: Claim) => strength === 'weak' || claims.of(key).length > 1
      return claims.has(shape.contentKey) || claimsOf(shape).some(isShared)
    },
    *names() {
      for (const shape of shapes.values()) yield shape.name
    },
    size: () => shapes.size,
    get: (id) => shapes.get(id)?.name,
    shape: (id) => shapes.get(id),
    withKey: (key) => [...byKey.get(key)].sort().flatMap((id) => shapes.get(id)?.name ?? []),
    put: (name) => {
      const contest = contests.get(name.id)
      remove(name.id)
      const shape = shapeOf(name, types.get(name.type) ?? unknownType)
      shapes.set(name.id, shape)
      for (const words of spokenForms(shape)) trie.add(words, name.id)
      claims.add(claimsOf(shape), name.id)
      neighbours.add(shape)
      byKey.add(name.key, name.id)
      if (contest) contests.set(name.id, contest)
    },
    remove,
    neighbours: (id) => {
      const shape = shapes.get(id)
      return shape ? [...neighbours.of(shape), ...twins(shape)] : []
    },
    putLink: (link) => {
      removeLink(link)
      linkById.set(link.id, link)
      for (const end of [link.a, link.b]) links.add(end, link)
    },
    removeLink,
    linksOf: (id) => [...links.get(id)],
    putPin: (pin) => {
      removePin(pin)
      pinById.set(pin.id, pin)
      pins.add(pin.nameId, pin)
    },
    removePin,
    pinsOf: (id) => [...pins.get(id)],
    contestOf: (id) => contests.get(id) ?? null,
    setContest: (id, contest) => {
      if (contest) contests.set(id, contest)
      else contests.delete(id)
    },
    thingOf: (id) => things.get(id),
    setThing: (id, entityId) => {
      if (entityId === undefined) things.delete(id)
      else things.set(id, entityId)
    },
  }
}
