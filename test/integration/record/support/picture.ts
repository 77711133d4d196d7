import type { Entity } from '../../../../src/domain/entity/represent.ts'
import { compareSources, type Name, type NameSource, nameFromSources } from '../../../../src/domain/name/name.ts'
import type { Attachment } from '../../../../src/domain/observation/observation-fact.ts'
import { digestLines } from '../../../../src/domain/record/digest.ts'
import { importStatements } from '../../../../src/domain/record/import-statements.ts'
import { readMeeting } from '../../../../src/domain/record/read-meeting.ts'
import { type RecordFacts, rebuildAll } from '../../../../src/domain/record/rebuild.ts'
import type { Mention } from '../../../../src/domain/record/spot-meeting.ts'
import { joinStatements, noStatements } from '../../../../src/domain/record/statements.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import type { StateRow, Transition } from '../../../../src/domain/transition/transition.ts'
import { groupBy } from '../../../../src/record/group-by.ts'
import { suggest } from '../../../../src/record/suggest.ts'
import { createTenantNames } from '../../../../src/record/tenant-names.ts'

/** Everything that is derived, one sorted line for each piece, so that two of them can be compared and read. */
export type Picture = {
  digest: string[]
  details: string[]
  /** What an id stands for that names something but is no entity now. */
  leadsTo: (id: string) => string | null
}

/** What the record has to be, worked out from the facts at once. */
export const expectedPicture = (facts: RecordFacts): Picture => {
  const rebuilt = rebuildAll(facts)
  const names = namesOf(facts, rebuilt.entities)
  const seen = seenIn(facts, rebuilt.mentions)
  const meetings = [...rebuilt.spottings.values()]
  return {
    digest: digestLines(rebuilt),
    leadsTo: (id) => names.all.entityOf(id) ?? null,
    details: [
      ...rebuilt.entities.map((entity) => entityLine({ ...entity, ...seen(entity.names) })),
      ...names.lines,
      ...rebuilt.states.map((row) => stateLine({ ...row, value: row.value.text, valueEntity: row.value.entityId })),
      ...rebuilt.transitions.map(transitionLine),
      ...rebuilt.mentions.map(mentionLine),
      ...meetings.flatMap((spotting) => spotting.attachments.map(attachmentLine)),
      ...suggest(
        facts.tenantId,
        names.all,
        names.ids,
        meetings.flatMap((one) => one.unlinked),
      ).map(suggestionLine),
    ].sort(),
  }
}

function sourcesOf(facts: RecordFacts): NameSource[] {
  const view = viewOf(facts.model)
  const imported = importStatements(facts.tenantId, facts.imports ?? [], view, 0)
  const statements = joinStatements([imported, facts.statements ?? noStatements()])
  return [...facts.meetings.flatMap((meeting) => readMeeting(meeting, view).sources), ...statements.sources]
}

/** All live names, as the record keeps them in memory. */
function namesOf(facts: RecordFacts, entities: readonly Entity[]) {
  const all = createTenantNames(facts.model)
  const groups = groupBy(sourcesOf(facts), (source) => source.nameId)
  const live = [...groups.values()].flatMap((group) => nameFromSources(group.sort(compareSources)) ?? [])
  const entityOf = new Map(entities.flatMap((entity) => entity.names.map((name) => [name.id, entity.id] as const)))
  const view = viewOf(facts.model)
  const imports = importStatements(facts.tenantId, facts.imports ?? [], view, 0)
  for (const name of live) {
    all.put(name)
    all.setEntity(name.id, entityOf.get(name.id))
  }
  const aliases = facts.meetings.flatMap((meeting) => readMeeting(meeting, view).aliases)
  for (const link of [...imports.links, ...aliases, ...(facts.statements?.links ?? [])]) all.putLink(link)
  const lines = live.map((name) => nameLine({ ...name, entityId: entityOf.get(name.id) ?? name.id }))
  return { all, lines, ids: live.map((name) => name.id) }
}

/** First and last meeting in which any of some names was said, stated or took part. */
function seenIn(facts: RecordFacts, mentions: readonly Mention[]) {
  const meetings = new Map<string, Set<string>>()
  const note = (nameId: string, meeting: string) =>
    meetings.set(nameId, (meetings.get(nameId) ?? new Set()).add(meeting))
  for (const { nameId, meetingId } of mentions) note(nameId, meetingId)
  for (const source of sourcesOf(facts)) note(source.nameId, source.sourceId)
  const times = new Map(facts.meetings.map((meeting) => [meeting.id, meeting.meeting.occurredAt]))
  return (names: readonly Name[]) => {
    const all = names
      .flatMap(({ id }) => [...(meetings.get(id) ?? [])].flatMap((meeting) => times.get(meeting) ?? []))
      .sort()
    return { firstSeen: all[0] ?? null, lastSeen: all.at(-1) ?? null }
  }
}

type Seen = { firstSeen: string | null; lastSeen: string | null }
export const entityLine = (row: Pick<Entity, 'id' | 'type' | 'name'> & Seen): string =>
  line('entity', row.id, row.type, row.name, row.firstSeen, row.lastSeen)
export const nameLine = (row: Name & { entityId: string }): string =>
  line('name', row.id, row.type, row.scope, row.key, row.surface, row.imported, row.guessed, row.firstKey, row.entityId)
export const stateLine = (
  row: Pick<StateRow, 'dimension' | 'item' | 'since' | 'orderKey' | 'confidence'> & {
    entityId: string
    value: string
    valueEntity: string | null
  },
): string =>
  line(
    'state',
    row.entityId,
    row.dimension,
    row.item,
    row.value,
    row.valueEntity,
    row.since,
    row.orderKey,
    row.confidence,
  )
export const transitionLine = (
  row: Pick<Transition, 'dimension' | 'item' | 'from' | 'to' | 'fromSince' | 'validAt' | 'orderKey' | 'meetingId'> & {
    entityId: string
  },
): string =>
  line(
    ...['transition', row.entityId, row.dimension, row.item, row.from, row.to],
    ...[row.fromSince, row.validAt, row.orderKey, row.meetingId],
  )
export const mentionLine = (row: Mention): string =>
  line('mention', row.meetingId, row.segment, row.start, row.end, row.nameId, row.surface, row.method)
export const attachmentLine = ({ observationId, nameId, valueNameId, link }: Attachment): string =>
  line('observation', observationId, nameId, valueNameId, link.method, link.penalty, link.others)
export const suggestionLine = (row: {
  id: string
  kind: string
  score: number
  detail: Record<string, unknown>
}): string => line('suggestion', row.kind, row.id, row.score, row.detail.method ?? row.detail.candidates)

const line = (...parts: unknown[]): string => JSON.stringify(parts)
