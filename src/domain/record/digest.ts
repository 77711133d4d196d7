import { aliasesOf, type Entity } from '../entity/represent.ts'
import { sha256 } from '../ids.ts'
import { compare } from '../name/name.ts'
import type { StateRow, Transition } from '../transition/transition.ts'

/** What the digest covers: names, dimensions, values, order keys, categories, evidence. No ids, versions or recorded times. */
export type DigestInput = {
  entities: readonly Pick<Entity, 'id' | 'type' | 'name' | 'names'>[]
  states: readonly (StateRow & { entityId: string })[]
  transitions: readonly (Transition & { entityId: string })[]
}

/** One text line per derived fact, sorted: two records are equal when their lines are. */
export const digestLines = (record: DigestInput): string[] => {
  const titles = new Map(record.entities.map((entity) => [entity.id, `${entity.type} | ${entity.name}`]))
  const of = (entityId: string) => titles.get(entityId) ?? '?'
  const evidence = (row: StateRow | Transition) => row.evidence.map((one) => `${one.segmentIndex}:${one.quote}`)
  return [
    ...record.entities.map((entity) =>
      line('entity', of(entity.id), aliasesOf({ ...entity, names: inByteOrder(entity.names) }).sort()),
    ),
    ...record.states.map((row) =>
      line(
        'state',
        of(row.entityId),
        row.dimension,
        row.value.text,
        row.since,
        row.orderKey,
        row.confidence,
        evidence(row),
      ),
    ),
    ...record.transitions.map((row) =>
      line(
        'transition',
        of(row.entityId),
        row.dimension,
        row.from,
        row.to,
        row.fromSince,
        row.validAt,
        row.orderKey,
        row.category,
        row.allowed,
        row.confidence,
        evidence(row),
      ),
    ),
  ].sort()
}

export const digest = (record: DigestInput): string => sha256(digestLines(record).join('\n'))

/** Spellings of one name that differ in case only count once: the same one, in whatever order the names are given. */
const inByteOrder = (names: Entity['names']) => [...names].sort((a, b) => compare(a.surface, b.surface))

const line = (...parts: unknown[]): string => JSON.stringify(parts)
