import { type FoldedEntity, readSeen } from '../storage/entities.ts'
import type { Tx } from '../storage/tx.ts'
import type { RecordChange } from './change.ts'
import type { NamesChanged } from './change-names.ts'
import { formerEntities } from './entity-changes.ts'
import type { Refolded } from './refold.ts'
import type { SpottedMeetings } from './spot-meetings.ts'
import type { TenantNames } from './tenant-names.ts'

/** The first and the last meeting in which an entity was spoken of, as milliseconds of the epoch. */
export type Span = { first: number; last: number }
export type Seen = ReadonlyMap<string, Span>

type Changes = { change: RecordChange; changed: NamesChanged; spotted: SpottedMeetings }

/**
 * When each of the entities was first and last spoken of; those that never were are absent. What was only added to is
 * widened from what is stored, because reading it anew takes longer with each meeting of its past.
 */
export const findSeen = async (
  { tx, tenantId, names }: { tx: Tx; tenantId: string; names: TenantNames },
  changes: Changes,
  stored: ReadonlyMap<string, FoldedEntity>,
  refolded: readonly Refolded[],
): Promise<Seen> => {
  const added = findAdded(names, changes)
  const seen = new Map<string, Span>()
  const unknown: string[] = []
  for (const { entity } of refolded) {
    const before = spanOf(stored.get(entity.id))
    if (before && !added.doubtful.has(entity.id)) seen.set(entity.id, widened(before, added.at.get(entity.id) ?? []))
    else unknown.push(...entity.names.map((name) => name.id))
  }
  const rows = unknown.length === 0 ? [] : await readSeen(tx, tenantId, unknown.sort())
  for (const { nameId, firstSeen, lastSeen } of rows) {
    const id = names.entityOf(nameId)
    if (id === undefined) continue
    const span = { first: firstSeen.getTime(), last: lastSeen.getTime() }
    const known = seen.get(id)
    seen.set(id, known ? widened(known, [span.first, span.last]) : span)
  }
  return seen
}

const spanOf = (stored: FoldedEntity | undefined): Span | undefined =>
  stored?.live && stored.firstSeen && stored.lastSeen
    ? { first: stored.firstSeen.getTime(), last: stored.lastSeen.getTime() }
    : undefined

const widened = ({ first, last }: Span, times: readonly number[]): Span => ({
  first: Math.min(first, ...times),
  last: Math.max(last, ...times),
})

/**
 * The times of what came in, by entity, and the entities about which something else changed: they lost something, took
 * in or gave away a name, or a meeting that was read before may stand at another time now.
 */
function findAdded(names: TenantNames, { change, changed, spotted }: Changes) {
  const at = new Map<string, number[]>()
  const doubtful = new Set(changed.moved)
  const formerly = formerEntities(changed)
  const fresh = new Set(change.replaced.filter((one) => one.isNew).map((one) => one.meetingId))
  const reread = new Set(change.replaced.filter((one) => !one.isNew).map((one) => one.meetingId))
  const timeOf = (meetingId: string): number | undefined => {
    const meeting = reread.has(meetingId) ? undefined : spotted.meetings.get(meetingId)
    return meeting && Date.parse(meeting.occurredAt)
  }
  const add = (nameId: string, time: number | undefined): void => {
    for (const id of [names.entityOf(nameId), formerly.get(nameId)]) {
      if (id === undefined) continue
      if (time === undefined) doubtful.add(id)
      else at.set(id, [...(at.get(id) ?? []), time])
    }
  }

  for (const { nameId, meetingId } of spotted.mentions.inserted) add(nameId, timeOf(meetingId))
  for (const { nameId, sourceId } of change.putSources) add(nameId, fresh.has(sourceId) ? timeOf(sourceId) : undefined)
  const { deleted, moved } = spotted.mentions
  for (const { nameId } of [...deleted, ...moved, ...change.removedSources]) add(nameId, undefined)
  // A name that stands for an entity only now may have been said before.
  for (const nameId of changed.meansOtherwise) add(nameId, undefined)
  return { at, doubtful }
}
