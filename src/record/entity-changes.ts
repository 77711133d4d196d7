import { readNamesWithValues } from '../storage/observations.ts'
import type { Tx } from '../storage/tx.ts'
import { readNamesWithTexts } from '../storage/verdicts.ts'
import type { RecordChange } from './change.ts'
import type { NamesChanged } from './change-names.ts'
import type { EntityChange } from './refold.ts'
import type { SpottedMeetings } from './spot-meetings.ts'
import type { TenantNames } from './tenant-names.ts'

/** Which entities have to be looked at after a change of facts, and how: gone on with, or folded from the beginning. */
export const findEntityChanges = async (
  context: { tx: Tx; tenantId: string; names: TenantNames },
  change: RecordChange,
  changed: NamesChanged,
  spotted: SpottedMeetings,
): Promise<Map<string, EntityChange>> => {
  const { names } = context
  const changes = new Map<string, EntityChange>()
  const formerly = formerEntities(changed)
  const touch = (entityId: string): EntityChange => {
    const known = changes.get(entityId) ?? { added: [], whole: false }
    changes.set(entityId, known)
    return known
  }
  const entitiesOf = (nameId: string | null): string[] =>
    nameId === null ? [] : [...new Set([names.entityOf(nameId), formerly.get(nameId)])].filter((id) => id !== undefined)
  const touchAround = (nameId: string | null, whole: boolean): void => {
    for (const id of entitiesOf(nameId)) touch(id).whole ||= whole
  }

  for (const id of changed.names) {
    const entityId = names.entityOf(id)
    touchAround(id, false)
    // What was stated about a name before it belonged here is folded in.
    if (entityId !== undefined && entityId !== formerly.get(id)) touch(entityId).whole = true
    // An id that stood for an entity once may lead elsewhere now.
    if (entityId !== id) touch(id)
  }
  for (const { nameId } of [...change.putSources, ...change.removedSources]) touchAround(nameId, false)
  for (const id of changed.moved) touch(id).whole = true
  const { deleted, inserted, moved } = spotted.mentions
  for (const mention of [...deleted, ...inserted, ...moved]) touchAround(mention.nameId, false)
  for (const row of spotted.observations.inserted) {
    const entityId = row.nameId === null ? undefined : names.entityOf(row.nameId)
    if (entityId !== undefined) touch(entityId).added.push(row)
  }
  for (const row of [...spotted.observations.deleted, ...spotted.observations.moved]) touchAround(row.nameId, true)
  for (const { was, now } of spotted.observations.attached)
    for (const nameId of [was.nameId, now.nameId]) touchAround(nameId, true)
  for (const nameId of change.restated) touchAround(nameId, true)
  for (const entityId of change.refold) touch(entityId).whole = true
  for (const entityId of await entitiesWithBoth(context, change)) touch(entityId).whole = true
  if (changed.meansOtherwise.size > 0) {
    const renamed = [...changed.meansOtherwise].sort()
    for (const nameId of await readNamesWithValues(context.tx, context.tenantId, renamed)) touchAround(nameId, true)
  }
  return changes
}

/** For names of entities that changed: the entity that each belonged to before. */
export const formerEntities = (changed: NamesChanged): Map<string, string> =>
  new Map([...changed.before.values()].flatMap((entity) => entity.names.map((name) => [name.id, entity.id] as const)))

/** Entities of which both texts are stated that a verdict is about: their past may read otherwise now. */
async function entitiesWithBoth(
  { tx, tenantId, names }: { tx: Tx; tenantId: string; names: TenantNames },
  { putEquivalences, removedEquivalences }: RecordChange,
): Promise<Set<string>> {
  const settled = [...putEquivalences, ...removedEquivalences].filter(({ verdict }) => verdict !== 'unsure')
  if (settled.length === 0) return new Set()
  const texts = settled.flatMap(({ dimension, a, b }) => [
    { dimension, key: a },
    { dimension, key: b },
  ])
  const placeOf = (dimension: string, key: string) => `${dimension}\u001f${key}`
  const entities = new Map<string, Set<string>>()
  for (const { nameId, dimension, key } of await readNamesWithTexts(tx, tenantId, texts)) {
    const entityId = names.entityOf(nameId)
    const place = placeOf(dimension, key)
    if (entityId !== undefined) entities.set(place, (entities.get(place) ?? new Set()).add(entityId))
  }
  return new Set(
    settled.flatMap(({ dimension, a, b }) => {
      const others = entities.get(placeOf(dimension, b))
      return [...(entities.get(placeOf(dimension, a)) ?? [])].filter((id) => others?.has(id))
    }),
  )
}
