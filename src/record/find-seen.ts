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
    if (before && !added.doubtful.has(entity.id)) seen.set(entity.id, joined(before, added.spans.get(entity.id)))
    else unknown.push(...entity.names.map((name) => name.id))
  }
  const rows = unknown.length === 0 ? [] : await readSeen(tx, tenantId, unknown.sort())
  for (const { nameId, firstSeen, lastSeen } of rows) {
    const id = names.entityOf(nameId)
    if (id !== undefined) seen.set(id, joined({ first: firstSeen.getTime(), last: lastSeen.getTime() }, seen.get(id)))
  }
  return seen
}

const spanOf = (stored: FoldedEntity | undefined): Span | undefined =>
  stored?.live && stored.firstSeen && stored.lastSeen
    ? { first: stored.firstSeen.getTime(), last: stored.lastSeen.getTime() }
    : undefined

const joined = (a: Span, b: Span = a): Span => ({ first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) })

/**
 * From when to when what came in was said, by entity, and the entities about which something else changed: they lost
 * something, took in or gave away a name, or a meeting that was read before may stand at another time now.
 */
function findAdded(names: TenantNames, { change, changed, spotted }: Changes) {
  const spans = new Map<string, Span>()
  const doubtful = new Set(changed.moved)
  const formerly = formerEntities(changed)
  const reread = new Set(change.replaced.filter((one) => !one.isNew).map((one) => one.meetingId))
  const times = new Map(
    [...spotted.meetings].flatMap(([id, meeting]) =>
      reread.has(id) ? [] : [[id, Date.parse(meeting.occurredAt)] as const],
    ),
  )
  const add = (nameId: string, time: number | undefined): void => {
    for (const id of [names.entityOf(nameId), formerly.get(nameId)]) {
      if (id === undefined) continue
      if (time === undefined) doubtful.add(id)
      else spans.set(id, joined({ first: time, last: time }, spans.get(id)))
    }
  }

  for (const { nameId, meetingId } of spotted.mentions.inserted) add(nameId, times.get(meetingId))
  for (const { nameId, sourceId } of change.putSources) add(nameId, times.get(sourceId))
  const { deleted, moved } = spotted.mentions
  for (const { nameId } of [...deleted, ...moved, ...change.removedSources]) add(nameId, undefined)
  // A name that stands for an entity only now may have been said before.
  for (const nameId of changed.meansOtherwise) add(nameId, undefined)
  return { spans, doubtful }
}
