import { type Entity, representCluster } from '../domain/entity/represent.ts'
import { createMultiMap } from '../domain/name/multi-map.ts'
import type { Name } from '../domain/name/name.ts'
import { type Contest, createNameBook, type NameView } from '../domain/name/name-book.ts'
import type { NameLink, NamePin } from '../domain/name/name-link.ts'
import { createEquivalences, type Equivalence } from '../domain/observation/equivalence.ts'
import type { TrackingModel } from '../domain/tracking-model/model.ts'

/**
 * The names of a tenant with the entities that they make up now, and what was judged of their values, as a transaction
 * sees and changes them. Every change
 * is written down, so that all can be taken back: what is kept between transactions is only what the database told.
 */
export type TenantNames = {
  book: NameView
  entityOf: (nameId: string) => string | undefined
  /** The entity as its names stand now. */
  entity: (entityId: string) => Entity | undefined
  members: (entityId: string) => string[]
  put: (name: Name) => void
  remove: (id: string) => void
  setEntity: (nameId: string, entityId: string | undefined) => void
  setContest: (nameId: string, contest: Contest | null) => void
  putLink: (link: NameLink) => void
  removeLink: (link: NameLink) => void
  putPin: (pin: NamePin) => void
  removePin: (pin: NamePin) => void
  /** What was judged of two texts of a dimension, by their keys. */
  judged: { of: (dimension: string, a: string, b: string) => Equivalence | undefined }
  putEquivalence: (one: Equivalence) => void
  /** Takes back everything since the last `settle`. */
  undo: () => void
  /** From here on nothing is taken back. */
  settle: () => void
}

export const createTenantNames = (model: TrackingModel): TenantNames => {
  const book = createNameBook(model)
  const entities = new Map<string, string>()
  const members = createMultiMap<string>()
  const judged = createEquivalences()
  let journal: (() => void)[] = []

  const assign = (nameId: string, entityId: string | undefined): void => {
    const before = entities.get(nameId)
    if (before !== undefined) members.remove(before, nameId)
    if (entityId === undefined) entities.delete(nameId)
    else {
      entities.set(nameId, entityId)
      members.add(entityId, nameId)
    }
    book.setThing(nameId, entityId)
  }

  const self: TenantNames = {
    book,
    entityOf: (nameId) => entities.get(nameId),
    members: (entityId) => [...members.get(entityId)].sort(),
    entity: (entityId) => representCluster(book, self.members(entityId)),
    put: (name) => {
      const before = book.get(name.id)
      journal.push(() => (before ? book.put(before) : book.remove(name.id)))
      book.put(name)
    },
    remove: (id) => {
      const before = book.get(id)
      const contest = book.contestOf(id)
      if (!before) return
      journal.push(() => {
        book.put(before)
        book.setContest(id, contest)
      })
      book.remove(id)
    },
    setEntity: (nameId, entityId) => {
      const before = entities.get(nameId)
      journal.push(() => assign(nameId, before))
      assign(nameId, entityId)
    },
    setContest: (nameId, contest) => {
      const before = book.contestOf(nameId)
      journal.push(() => book.setContest(nameId, before))
      book.setContest(nameId, contest)
    },
    putLink: (link) => {
      const before = book.linksOf(link.a).find((one) => one.id === link.id)
      journal.push(() => (before ? book.putLink(before) : book.removeLink(link)))
      book.putLink(link)
    },
    removeLink: (link) => {
      const before = book.linksOf(link.a).find((one) => one.id === link.id)
      if (before) journal.push(() => book.putLink(before))
      book.removeLink(link)
    },
    putPin: (pin) => {
      const before = book.pinsOf(pin.nameId).find((one) => one.id === pin.id)
      journal.push(() => (before ? book.putPin(before) : book.removePin(pin)))
      book.putPin(pin)
    },
    removePin: (pin) => {
      const before = book.pinsOf(pin.nameId).find((one) => one.id === pin.id)
      if (before) journal.push(() => book.putPin(before))
      book.removePin(pin)
    },
    judged,
    putEquivalence: (one) => {
      const before = judged.of(one.dimension, one.a, one.b)
      journal.push(() => (before ? judged.put(before) : judged.remove(one)))
      judged.put(one)
    },
    undo: () => {
      for (const step of journal.reverse()) step()
      journal = []
    },
    settle: () => {
      journal = []
    },
  }
  return self
}
