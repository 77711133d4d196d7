import type { Flag } from '../../domain/forecast/infer-flags.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import type { EntityRow, NameRow } from '../../storage/read-entities.ts'
import type { StateRow } from '../../storage/read-state.ts'
import { isoOrNull } from '../views/common.ts'
import type { EntityView } from '../views/entity-views.ts'
import { toStateMap } from './to-state-map.ts'

export type EntityParts = {
  names: readonly NameRow[]
  states: readonly StateRow[]
  model: TrackingModel | null
  /** What was inferred of each entity. */
  flags: (entityId: string) => readonly Pick<Flag, 'flag'>[]
}

/** Entities with their names and states, which were read for all of them at once. */
export const toEntityView = (row: EntityRow, parts: EntityParts): EntityView => {
  const names = parts.names.filter((name) => name.entityId === row.id)
  const states = parts.states.filter((state) => state.entityId === row.id)
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    aliases: names
      .filter((name) => name.surface !== row.name)
      .map((name) => ({ nameId: name.id, name: name.surface, imported: name.imported })),
    identifiers: identifiersOf(row.type, names, parts.model),
    state: toStateMap(states),
    mergedInto: null,
    firstSeen: isoOrNull(row.firstSeen),
    lastSeen: isoOrNull(row.lastSeen),
    flags: [...new Set(parts.flags(row.id).map(({ flag }) => flag))],
  }
}

/** What the patterns of the type call an identifier (ABC-123, #4567), wherever it stands in a name. */
const identifiersOf = (type: string, names: readonly NameRow[], model: TrackingModel | null): string[] => {
  const patterns = model?.types.find((known) => known.name === type)?.identifiers ?? []
  const found = patterns.flatMap((source) => {
    const pattern = new RegExp(source, 'i')
    return names.flatMap((name) => pattern.exec(name.surface)?.[0] ?? [])
  })
  return [...new Set(found)]
}
