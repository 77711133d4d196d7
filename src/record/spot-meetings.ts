import type { Attachment, ObservationFact } from '../domain/observation/observation-fact.ts'
import { type Mention, spotMeeting, type Unlinked } from '../domain/record/spot-meeting.ts'
import type { ModelView } from '../domain/tracking-model/model-view.ts'
import { readRelinks } from '../storage/facts.ts'
import { readMentionsOfMeetings } from '../storage/mentions.ts'
import { type ObservationRow, readObservationsOfMeetings } from '../storage/observations.ts'
import { readLiveSegments, readRecordMeetings } from '../storage/record-meetings.ts'
import type { Tx } from '../storage/tx.ts'
import type { RecordChange, RecordMeeting } from './change.ts'
import { groupBy } from './group-by.ts'
import type { TenantNames } from './tenant-names.ts'
import { toRecordMeeting } from './to-record-meeting.ts'

/** How mentions and observations change, as rows to write and as entities to look at. */
export type SpottedMeetings = {
  meetings: Map<string, RecordMeeting>
  /** `moved`: as they were, but of meetings that were read again and may stand at another time now. */
  mentions: { deleted: Mention[]; inserted: Mention[]; moved: Mention[] }
  observations: {
    deleted: ObservationRow[]
    inserted: ObservationRow[]
    attached: { was: ObservationRow; now: Attachment }[]
    moved: ObservationRow[]
  }
  unlinked: Unlinked[]
  lookedThrough: string[]
}

type Context = { tx: Tx; tenantId: string; names: TenantNames; view: ModelView }

/** Spots the replaced meetings and those to be spotted again, and compares with what is stored of them. */
export const spotMeetings = async (
  context: Context,
  change: RecordChange,
  respot: readonly string[],
): Promise<SpottedMeetings> => {
  const { tx, tenantId } = context
  const known = [...respot, ...change.replaced.filter((one) => !one.isNew).map((one) => one.meetingId)]
  const stored = known.length === 0 ? emptyStore : await readStore(tx, tenantId, known)
  const relinks = known.length === 0 ? [] : await readRelinks(tx, tenantId, known)
  const earlier = respot.length === 0 ? [] : await readMeetings(tx, tenantId, respot)

  const result: SpottedMeetings = {
    meetings: new Map(),
    mentions: { deleted: [], inserted: [], moved: [] },
    observations: { deleted: [], inserted: [], attached: [], moved: [] },
    unlinked: [],
    lookedThrough: [],
  }
  const spot = (meeting: RecordMeeting, observations: readonly ObservationFact[]) => {
    const own = relinks.filter((relink) => relink.meetingId === meeting.meetingId)
    return spotMeeting({ ...meeting, tenantId, observations, relinks: own }, context.names.book, context.view)
  }
  for (const { meetingId, meeting, observations, moved } of change.replaced) {
    const spotting = meeting && spot(meeting, observations)
    if (meeting) result.meetings.set(meetingId, meeting)
    compare(result, meetingId, stored, observations, spotting, { moved, reread: true })
  }
  for (const meeting of earlier) {
    const observations = stored.observations.get(meeting.meetingId) ?? []
    result.meetings.set(meeting.meetingId, meeting)
    compare(result, meeting.meetingId, stored, observations, spot(meeting, observations), {
      moved: false,
      reread: false,
    })
  }
  return result
}

type Store = { mentions: Map<string, Mention[]>; observations: Map<string, ObservationRow[]> }
const emptyStore: Store = { mentions: new Map(), observations: new Map() }

async function readStore(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Store> {
  const mentions = await readMentionsOfMeetings(tx, tenantId, ids)
  const observations = await readObservationsOfMeetings(tx, tenantId, ids)
  return {
    mentions: groupBy(mentions, (row) => row.meetingId),
    observations: groupBy(observations, (row) => row.meetingId),
  }
}

async function readMeetings(tx: Tx, tenantId: string, ids: readonly string[]): Promise<RecordMeeting[]> {
  const rows = await readRecordMeetings(tx, tenantId, ids)
  const segments = groupBy(await readLiveSegments(tx, tenantId, ids), (segment) => segment.meetingId)
  // Of a meeting whose words are no longer kept, what was found in it stays as it is.
  return rows.flatMap((row) => {
    const said = segments.get(row.id)
    return said === undefined ? [] : [toRecordMeeting(row, said)]
  })
}

function compare(
  result: SpottedMeetings,
  meetingId: string,
  stored: Store,
  facts: readonly ObservationFact[],
  spotting: ReturnType<typeof spotMeeting> | null,
  { moved, reread }: { moved: boolean; reread: boolean },
): void {
  const placeOf = (mention: Mention) => `${mention.segment}:${mention.start}:${mention.nameId}`
  const before = new Map((stored.mentions.get(meetingId) ?? []).map((mention) => [placeOf(mention), mention]))
  const after = new Map((spotting?.mentions ?? []).map((mention) => [placeOf(mention), mention]))
  for (const [place, mention] of before) if (!after.has(place)) result.mentions.deleted.push(mention)
  for (const [place, mention] of after) {
    const was = before.get(place)
    if (!was || !isSameMention(was, mention)) result.mentions.inserted.push(mention)
    else if (reread) result.mentions.moved.push(mention)
  }
  result.unlinked.push(...(spotting?.unlinked ?? []))
  result.lookedThrough.push(meetingId)

  const rows = new Map((stored.observations.get(meetingId) ?? []).map((row) => [row.id, row]))
  const kept = new Set<string>()
  facts.forEach((fact, at) => {
    const attachment = spotting?.attachments[at]
    if (!attachment) return
    const row = rows.get(fact.id)
    kept.add(fact.id)
    if (!row)
      result.observations.inserted.push({
        ...fact,
        nameId: attachment.nameId,
        valueName: attachment.valueNameId,
        valueKey: attachment.valueKey,
        link: attachment.link,
      })
    else if (!isAttachedAlike(row, attachment)) result.observations.attached.push({ was: row, now: attachment })
    // The day since when something holds begins in the zone of the meeting, which may be another one now.
    else if (moved || (reread && fact.effectiveAt !== null)) result.observations.moved.push(row)
  })
  for (const row of rows.values()) if (!kept.has(row.id)) result.observations.deleted.push(row)
}

const isSameMention = (a: Mention, b: Mention): boolean =>
  a.end === b.end && a.surface === b.surface && a.method === b.method

const isAttachedAlike = (row: ObservationRow, { nameId, valueNameId, valueKey, link }: Attachment): boolean =>
  row.nameId === nameId &&
  row.valueName === valueNameId &&
  row.valueKey === valueKey &&
  row.link.method === link.method &&
  row.link.penalty === link.penalty &&
  row.link.others?.join() === link.others.join()
