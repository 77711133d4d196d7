import { clusterNames } from '../domain/entity/cluster-names.ts'
import { componentsOf } from '../domain/entity/component.ts'
import { type Entity, representCluster } from '../domain/entity/represent.ts'
import { type Name, type NameSource, nameFromSources } from '../domain/name/name.ts'
import { twinOf } from '../domain/name/twin-of.ts'
import { isBareNumber } from '../domain/record/bare-number.ts'
import { isPlaced } from '../domain/record/name-meaning.ts'
import { withdrawnEquivalence, withdrawnLink } from '../domain/record/verdict-facts.ts'
import { endsOf, namesWithOtherSources, type RecordChange } from './change.ts'
import { isSpottedOtherwise } from './spotted-otherwise.ts'
import type { TenantNames } from './tenant-names.ts'

/** What a change of facts does to names and entities. */
export type NamesChanged = {
  /** Names whose row has to be written: new, dead, or other than before. */
  names: Set<string>
  dead: Name[]
  /** Names that are spotted elsewhere, or otherwise, than before: as they were, and as they are. */
  spottedOtherwise: Map<string, readonly Name[]>
  /** Entities that gained or lost a name that was there before, or that stand under another id or title. */
  moved: Set<string>
  /** Entities as they were before, of those that changed in any way. */
  before: Map<string, Entity>
  /** Names that stand for an entity of another id or title now, or for one at all: values that name them read otherwise. */
  meansOtherwise: Set<string>
}

/**
 * Applies sources, links and pins to the names in memory and clusters again what they touch. `remaining` gives the
 * best source that a name has left once the removed ones are gone.
 */
export const changeNames = (
  names: TenantNames,
  change: RecordChange,
  remaining: ReadonlyMap<string, NameSource>,
): NamesChanged => {
  const next = nextNames(names, change, remaining)
  const touched = new Set([...next.keys(), ...endsOf(change), ...change.recluster])
  const before = entitiesAround(names, touched)
  const seeds = new Set(touched)
  for (const id of touched) for (const neighbour of connected(names, id)) seeds.add(neighbour)

  const result: NamesChanged = {
    names: new Set(),
    dead: [],
    spottedOtherwise: new Map(),
    moved: new Set(),
    before,
    meansOtherwise: new Set(),
  }
  const placed = new Set([...touched].filter((id) => isPlaced(names.book, id)))
  for (const [id, { was, now }] of next) applyName(names, result, id, was, now)
  for (const link of change.removedLinks) {
    const left = withdrawnLink(link)
    if (left) names.putLink(left)
    else names.removeLink(link)
  }
  for (const link of change.putLinks) names.putLink(link)
  for (const pin of change.removedPins) names.removePin(pin)
  for (const pin of change.putPins) names.putPin(pin)
  for (const one of change.putEquivalences) names.putEquivalence(one)
  for (const one of change.removedEquivalences) names.putEquivalence(withdrawnEquivalence(one))
  for (const id of touched) {
    const name = names.book.get(id)
    if (name && placed.has(id) !== isPlaced(names.book, id)) markSpotted(result, name)
  }
  recluster(names, seeds, result)
  return result
}

type Next = { was: Name | undefined; now: Name | undefined }

/** Names that are not what they were. */
function nextNames(
  names: TenantNames,
  change: RecordChange,
  remaining: ReadonlyMap<string, NameSource>,
): Map<string, Next> {
  const put = new Map<string, NameSource[]>()
  for (const source of change.putSources) put.set(source.nameId, [...(put.get(source.nameId) ?? []), source])
  const losing = namesWithOtherSources(change)
  const next = new Map<string, Next>()
  for (const id of new Set([...put.keys(), ...losing])) {
    const was = names.book.get(id)
    const left = losing.has(id) ? remaining.get(id) : was && asSource(was)
    const now = nameFromSources([...(left ? [left] : []), ...(put.get(id) ?? [])])
    if (!isSameName(was, now)) next.set(id, { was, now })
  }
  return next
}

/** A name as its own best source, which was told its type if any was. */
const asSource = (name: Name): NameSource => ({
  nameId: name.id,
  type: name.type,
  scope: name.scope,
  key: name.key,
  surface: name.surface,
  kind: name.imported ? 'import' : 'pattern',
  guessed: name.guessed,
  sourceId: '',
  orderKey: name.firstKey,
})

const isSameName = (a: Name | undefined, b: Name | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.surface === b.surface &&
    a.imported === b.imported &&
    a.guessed === b.guessed &&
    a.firstKey === b.firstKey)

function entitiesAround(names: TenantNames, ids: Iterable<string>): Map<string, Entity> {
  const entities = new Map<string, Entity>()
  for (const id of ids) {
    const entityId = names.entityOf(id)
    const entity = entityId === undefined || entities.has(entityId) ? undefined : names.entity(entityId)
    if (entity) entities.set(entity.id, entity)
  }
  return entities
}

/** What a name was clustered with, so that what it held together is looked at again when it goes. */
const connected = (names: TenantNames, id: string): string[] => [
  ...names.book.linksOf(id).flatMap((link) => (link.kind === 'unsure' ? [] : [link.a, link.b])),
  ...names.book.neighbours(id).flatMap((neighbour) => (neighbour.edge.strength === 'suggestion' ? [] : [neighbour.id])),
]

function applyName(
  names: TenantNames,
  result: NamesChanged,
  id: string,
  was: Name | undefined,
  now: Name | undefined,
): void {
  result.names.add(id)
  const before = names.book.shape(id)
  // A number that is short for this name counts from now on, or no longer.
  if (was === undefined || now === undefined)
    for (const { a } of names.book.linksOf(id)) {
      const other = a === id ? undefined : names.book.get(a)
      if (other && isBareNumber(other.surface)) markSpotted(result, other)
    }
  if (now) names.put(now)
  else {
    names.setEntity(id, undefined)
    names.remove(id)
    if (was) result.dead.push(was)
  }
  if (isSpottedOtherwise(before, names.book.shape(id)))
    result.spottedOtherwise.set(
      id,
      [was, now].flatMap((name) => name ?? []),
    )
}

function recluster(names: TenantNames, seeds: ReadonlySet<string>, result: NamesChanged): void {
  for (const component of componentsOf(names.book, seeds)) {
    const { clusters, contested } = clusterNames(component)
    for (const [id, entity] of entitiesAround(
      names,
      component.names.map((name) => name.id),
    ))
      if (!result.before.has(id)) result.before.set(id, entity)
    const twins = new Map(component.names.map((name) => [name, twinOf(names.book, name.id)]))
    const contests = new Map(contested.map(({ id, contest }) => [id, contest]))
    for (const name of component.names) {
      const contest = contests.get(name.id) ?? null
      if (JSON.stringify(contest) === JSON.stringify(names.book.contestOf(name.id))) continue
      names.setContest(name.id, contest)
      result.names.add(name.id)
      markSpotted(result, name)
    }
    const representatives = new Map<string, string | undefined>(contested.map(({ id }) => [id, undefined]))
    for (const ids of clusters) {
      const entity = representCluster(names.book, ids)
      for (const id of ids) representatives.set(id, entity?.id)
    }
    for (const [id, entityId] of representatives) {
      if (names.entityOf(id) === entityId) continue
      // It may have been live before, and what was said of it then may still be there.
      if (names.entityOf(id) === undefined) result.meansOtherwise.add(id)
      const name = names.book.get(id)
      if (name && names.book.sharesForms(id)) markSpotted(result, name)
      names.setEntity(id, entityId)
      result.names.add(id)
    }
    for (const [name, was] of twins) if (twinOf(names.book, name.id) !== was) markSpotted(result, name)
  }
  noteMoves(names, result)
}

/** A name that changed itself is there already, with what it was. */
const markSpotted = ({ spottedOtherwise }: NamesChanged, name: Name): void => {
  if (!spottedOtherwise.has(name.id)) spottedOtherwise.set(name.id, [name])
}

function noteMoves(names: TenantNames, result: NamesChanged): void {
  for (const [id, was] of result.before) {
    const now = names.entity(id)
    if (now?.name !== was.name) result.moved.add(id)
    for (const { id: nameId } of was.names) {
      const target = names.entityOf(nameId)
      if (target === id && now?.name === was.name) continue
      result.meansOtherwise.add(nameId)
      if (target === id) continue
      result.moved.add(id)
      if (target !== undefined) result.moved.add(target)
    }
  }
}
