import { uuidv5 } from '../domain/ids.ts'
import type { Unlinked } from '../domain/record/spot-meeting.ts'
import type { Suggestion } from '../storage/mentions.ts'
import type { TenantNames } from './tenant-names.ts'

/** What may be one thing but is not linked, for the names that changed, and what was said of nothing in particular. */
export const suggest = (
  tenantId: string,
  names: TenantNames,
  compared: Iterable<string>,
  unlinked: readonly Unlinked[],
): Suggestion[] => {
  const found = new Map<string, Suggestion>()
  for (const id of compared)
    for (const neighbour of names.book.neighbours(id)) {
      // Things of two types are no merge that anybody could accept.
      if (neighbour.edge.strength === 'assumed' || !mayBeOne(names, id, neighbour.id)) continue
      const [nameId, otherId] = [id, neighbour.id].sort() as [string, string]
      const { method, score } = neighbour.edge
      const key = uuidv5('merge', tenantId, nameId, otherId)
      found.set(key, { id: key, kind: 'merge', nameId, otherId, meetingId: null, score, detail: { method } })
    }
  for (const { meetingId, nameId, candidates } of unlinked) {
    const key = uuidv5('unlinked', tenantId, meetingId, nameId)
    found.set(key, { id: key, kind: 'unlinked', nameId, otherId: null, meetingId, score: 50, detail: { candidates } })
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Two entities, and nobody said that they are different. */
const mayBeOne = (names: TenantNames, a: string, b: string): boolean => {
  const [left, right] = [names.entityOf(a), names.entityOf(b)]
  if (left === undefined || right === undefined || left === right) return false
  return !names.book.linksOf(a).some((link) => link.kind === 'different' && (link.a === b || link.b === b))
}
