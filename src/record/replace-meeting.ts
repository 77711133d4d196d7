import type { NameSource } from '../domain/name/name.ts'
import type { NameLink } from '../domain/name/name-link.ts'
import { type MeetingFacts, type MeetingReading, readMeeting } from '../domain/record/read-meeting.ts'
import { insertFacts, type NewFact, readFactsOfMeeting, toLink, withdrawFacts } from '../storage/facts.ts'
import { readSourcesOf } from '../storage/names.ts'
import { noChange, type RecordChange, type RecordMeeting } from './change.ts'
import type { RecordSession } from './session.ts'

export type NewReading = { meeting: RecordMeeting; facts: MeetingFacts; isNew: boolean; moved: boolean }

/**
 * The change that makes the facts of one meeting those of a new reading, or takes them all back (null). Aliases that
 * were said in the meeting are facts of their own and are recorded here; the rest is written by whoever applies it.
 */
export const replaceMeeting = async (
  session: RecordSession,
  meetingId: string,
  reading: NewReading | null,
): Promise<RecordChange> => {
  const { tx, tenantId, next, view } = session
  const isNew = reading?.isNew ?? false
  const sources = isNew ? [] : await readSourcesOf(tx, tenantId, [meetingId])
  const recorded = isNew ? [] : await readFactsOfMeeting(tx, tenantId, meetingId)
  const aliases = recorded.filter((fact) => fact.kind === 'alias' && fact.origin === 'meeting').map(toLink)
  const now: MeetingReading = reading
    ? readMeeting(reading.facts, view)
    : { sources: [], aliases: [], observations: [] }

  const change = noChange()
  const kept = new Map(now.sources.map((source) => [source.nameId, source]))
  const before = new Map(sources.map((source) => [source.nameId, source]))
  change.putSources = now.sources.filter((source) => !isSameSource(before.get(source.nameId), source))
  // A source that says something else now is removed first, so that the name is judged without its old word.
  change.removedSources = sources
    .filter((source) => !isSameSource(source, kept.get(source.nameId)))
    .map(({ nameId }) => ({ nameId, sourceId: meetingId }))
  change.putLinks = withoutKnown(now.aliases, aliases)
  change.removedLinks = withoutKnown(aliases, now.aliases)
  // Where the meeting stands, and whether it counts, decides about what users said of it.
  change.restated = recorded.flatMap(({ kind, nameId }) => (kind === 'assert' && nameId !== null ? [nameId] : []))
  change.replaced = [
    {
      meetingId,
      meeting: reading?.meeting ?? null,
      observations: now.observations,
      keys: now.sources.map((source) => source.key),
      isNew,
      moved: reading?.moved ?? false,
    },
  ]
  if (change.putLinks.length > 0)
    await insertFacts(
      tx,
      tenantId,
      next,
      change.putLinks.map((link) => aliasFact(link, meetingId)),
    )
  if (change.removedLinks.length > 0)
    await withdrawFacts(
      tx,
      tenantId,
      next.namesVersion,
      change.removedLinks.map((link) => link.id),
    )
  return change
}

const isSameSource = (a: NameSource | undefined, b: NameSource | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.surface === b.surface &&
  a.orderKey === b.orderKey &&
  a.kind === b.kind &&
  a.guessed === b.guessed

const withoutKnown = (links: readonly NameLink[], known: readonly NameLink[]): NameLink[] => {
  const ids = new Set(known.map((link) => link.id))
  return links.filter((link) => !ids.has(link.id))
}

const aliasFact = (link: NameLink, meetingId: string): NewFact => ({
  id: link.id,
  groupId: link.id,
  kind: 'alias',
  origin: 'meeting',
  nameId: link.a,
  otherNameId: link.b,
  meetingId,
})
