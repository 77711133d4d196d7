import type { Entity } from '../src/domain/entity/represent.ts'
import { uuidv5 } from '../src/domain/ids.ts'
import { orderKeyPrefix } from '../src/domain/meeting/order-key.ts'
import { readMeeting } from '../src/domain/record/read-meeting.ts'
import { type RebuiltRecord, type RecordFacts, rebuildAll } from '../src/domain/record/rebuild.ts'
import { viewOf } from '../src/domain/tracking-model/model-view.ts'
import type { Ablation } from './ablation/ablation.ts'
import { keepApart } from './ablation/keep-apart.ts'
import { withoutAttached } from './ablation/without-attached.ts'
import { createGroundsReader, type GroundsReader } from './calibration/grounds.ts'
import type { World } from './datasets/dataset.ts'
import type { MeetingOutcome, ReadObservation, Thing } from './outcome.ts'
import type { ReadMeeting } from './read-world.ts'

/** The record of a world, rebuilt from its facts as the product would hold it, seen meeting by meeting. */
export const recordWorld = (
  world: World,
  read: readonly ReadMeeting[],
  ablations: readonly Ablation[] = [],
): { outcomes: MeetingOutcome[]; things: Thing[] } => {
  const tenantId = uuidv5('eval', world.name)
  const { meetings, record } = rebuildWithout(
    { tenantId, model: world.model, meetings: read.map((row) => factsOf(tenantId, row)), imports: world.imports },
    ablations,
  )
  const entities = entitiesByName(record.entities)
  const view = viewOf(world.model)
  const changes = changesByMeeting(record, createGroundsReader(meetings, record, view))
  const stateAfter = createStateReader(record)
  const outcomes = read.map(({ chunks }, index) => {
    const facts = meetings[index]
    if (!facts) throw new Error('every meeting that was read has facts')
    const spotting = record.spottings.get(facts.id)
    const attachments = new Map(spotting?.attachments.map((row) => [row.observationId, row.nameId]))
    const named = new Set(spotting?.mentions.flatMap((mention) => entities.get(mention.nameId) ?? []))
    return {
      id: facts.id,
      mentioned: [...named].map((entity) => ({
        entity: entity.name,
        type: entity.type,
        state: stateAfter(entity.id, facts.orderKey),
      })),
      changes: changes.get(facts.id) ?? [],
      observations: readMeeting(facts, view).observations.map((row): ReadObservation => {
        const nameId = attachments.get(row.id)
        return { ...row, entity: (nameId ? entities.get(nameId)?.name : null) ?? null }
      }),
      insights: chunks.flatMap((chunk) => chunk.insights),
      mentions: (spotting?.mentions ?? []).flatMap(({ nameId, segment, start, end }) => {
        const entity = entities.get(nameId)
        return entity ? [{ segment, start, end, entity: entity.name }] : []
      }),
    }
  })
  const things = record.entities.map(({ type, names }) => ({
    world: world.name,
    type,
    names: names.map((name) => name.surface),
  }))
  return { outcomes, things }
}

/** What is left out of the record itself is found in a first one, and a second one is made without it. */
const rebuildWithout = (facts: RecordFacts, ablations: readonly Ablation[]) => {
  const methods = ablations.flatMap((ablation) => ablation.edges ?? [])
  const places = ablations.flatMap((ablation) => ablation.attachedBy ?? [])
  const first = rebuildAll(facts)
  if (methods.length === 0 && places.length === 0) return { meetings: facts.meetings, record: first }
  const meetings = places.length === 0 ? facts.meetings : withoutAttached(facts, first, places)
  const statements = keepApart(facts.model, first.entities, methods)
  return { meetings, record: rebuildAll({ ...facts, meetings, statements }) }
}

const factsOf = (tenantId: string, { meeting, chunks }: ReadMeeting) => ({
  tenantId,
  id: meeting.id,
  orderKey: orderKeyPrefix({
    occurredAtMs: Date.parse(meeting.context.occurredAt),
    precision: meeting.context.precision,
    sequence: meeting.sequence,
    identity: meeting.id,
  }),
  meeting: meeting.context,
  segments: meeting.segments,
  names: chunks.flatMap((chunk) => chunk.names),
  observations: chunks.flatMap((chunk) => chunk.observations),
})

const entitiesByName = (entities: readonly Entity[]): Map<string, Entity> =>
  new Map(entities.flatMap((entity) => entity.names.map((name) => [name.id, entity] as const)))

/** Within a meeting in the order of speech; where an item is resolved and another added, the added one comes last. */
const changesByMeeting = (
  { entities, transitions }: RebuiltRecord,
  groundsOf: GroundsReader,
): Map<string, MeetingOutcome['changes']> => {
  const entityOf = new Map(entities.map((entity) => [entity.id, entity]))
  const sorted = [...transitions].sort(
    (one, other) => Number(one.to !== null) - Number(other.to !== null) || (one.orderKey < other.orderKey ? -1 : 1),
  )
  const changes = new Map<string, MeetingOutcome['changes']>()
  for (const transition of sorted) {
    const { entityId, meetingId, dimension, from, to, confidence } = transition
    const entity = entityOf.get(entityId)
    if (meetingId === null || !entity) continue
    const grounds = groundsOf(entity, transition)
    const change = { entity: entity.name, type: entity.type, dimension, from, to, confidence, grounds }
    changes.set(meetingId, [...(changes.get(meetingId) ?? []), change])
  }
  return changes
}

/** The values of an entity when a meeting ended. */
const createStateReader = ({ transitions }: RebuiltRecord) => {
  const histories = new Map<string, RebuiltRecord['transitions']>()
  for (const row of [...transitions].sort((one, other) => (one.orderKey < other.orderKey ? -1 : 1)))
    histories.set(row.entityId, [...(histories.get(row.entityId) ?? []), row])
  return (entityId: string, meetingKey: string): ReadonlyMap<string, string | null> => {
    const state = new Map<string, string | null>()
    for (const row of histories.get(entityId) ?? [])
      if (row.orderKey < meetingKey || row.orderKey.startsWith(meetingKey)) state.set(row.dimension, row.to)
    return state
  }
}
