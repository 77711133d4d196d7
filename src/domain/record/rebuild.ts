import { clusterNames } from '../entity/cluster-names.ts'
import { componentsOf } from '../entity/component.ts'
import { type Entity, representCluster } from '../entity/represent.ts'
import { type NameSource, nameFromSources } from '../name/name.ts'
import { createNameBook, type NameBook } from '../name/name-book.ts'
import { createEquivalences } from '../observation/equivalence.ts'
import type { ValueEntity } from '../observation/values.ts'
import type { TrackingModel } from '../tracking-model/model.ts'
import { type ModelView, viewOf } from '../tracking-model/model-view.ts'
import { foldEntity } from '../transition/fold.ts'
import type { FoldInput } from '../transition/fold-input.ts'
import type { StateRow, Transition } from '../transition/transition.ts'
import { assertionInput, observationInput, vetoInput } from './fold-inputs.ts'
import { type ImportedEntity, importStatements } from './import-statements.ts'
import { type MeetingFacts, type MeetingReading, readMeeting } from './read-meeting.ts'
import { type Mention, type Spotting, spotMeeting } from './spot-meeting.ts'
import { joinStatements, noStatements, type Statements } from './statements.ts'

/** All live facts of a tenant. */
export type RecordFacts = {
  tenantId: string
  model: TrackingModel
  meetings: readonly MeetingFacts[]
  imports?: readonly ImportedEntity[]
  /** What users said and models judged. */
  statements?: Statements
}

export type RebuiltRecord = {
  entities: Entity[]
  states: (StateRow & { entityId: string })[]
  transitions: (Transition & { entityId: string })[]
  mentions: Mention[]
  /** Meeting by meeting, what spotting found. */
  spottings: Map<string, Spotting>
}

/**
 * The record from nothing but facts, the whole tenant at once: what it must be, whatever came in which order. The
 * incremental path has to end in the same.
 */
export const rebuildAll = (facts: RecordFacts): RebuiltRecord => {
  const view = viewOf(facts.model)
  const imported = importStatements(facts.tenantId, facts.imports ?? [], view, 0)
  const statements = joinStatements([imported, facts.statements ?? noStatements()])
  const meetings = facts.meetings.map((meeting) => ({ meeting, reading: readMeeting(meeting, view) }))
  const book = fillBook(facts.model, meetings, statements)
  const entities = clusterAll(book)
  const entityOfName = new Map(entities.flatMap((entity) => entity.names.map((name) => [name.id, entity] as const)))

  const spottings = new Map<string, Spotting>()
  const inputs = new Map<string, FoldInput[]>()
  const valueEntityOf = (id: string | null): ValueEntity | null => valueEntity(entityOfName, id)
  const give = (nameId: string | null, input: FoldInput): void => {
    const entity = nameId === null ? undefined : entityOfName.get(nameId)
    if (entity) push(inputs, entity.id, input)
  }
  for (const { meeting, reading } of meetings) {
    const spotting = spotOne(meeting, reading, statements, book, view)
    spottings.set(meeting.id, spotting)
    const time = { ...meeting.meeting, orderKey: meeting.orderKey }
    reading.observations.forEach((observation, at) => {
      const attachment = spotting.attachments[at]
      if (attachment)
        give(attachment.nameId, observationInput(observation, attachment, time, valueEntityOf(attachment.valueNameId)))
    })
  }
  const times = new Map(meetings.map(({ meeting }) => [meeting.id, { ...meeting.meeting, orderKey: meeting.orderKey }]))
  for (const assertion of statements.assertions) {
    const meeting = times.get(assertion.meetingId ?? '')
    const input = assertionInput(assertion, valueEntityOf(assertion.valueNameId), meeting)
    if (input) give(assertion.nameId, input)
  }

  const judged = createEquivalences(statements.equivalences)
  const folds = entities.map((entity) => {
    const vetoes = statements.vetoes
      .filter((veto) => entityOfName.get(veto.nameId) === entity)
      .map((veto) => vetoInput(veto, valueEntityOf(veto.claim?.valueNameId ?? null)))
    const stated = { type: entity.type, inputs: inputs.get(entity.id) ?? [], vetoes, judged }
    return { entity, fold: foldEntity(stated, facts.model) }
  })
  return {
    entities,
    states: folds.flatMap(({ entity, fold }) => fold.states.map((row) => ({ ...row, entityId: entity.id }))),
    transitions: folds.flatMap(({ entity, fold }) => fold.transitions.map((row) => ({ ...row, entityId: entity.id }))),
    mentions: [...spottings.values()].flatMap((spotting) => spotting.mentions),
    spottings,
  }
}

type ReadMeetings = readonly { meeting: MeetingFacts; reading: MeetingReading }[]

function fillBook(model: TrackingModel, meetings: ReadMeetings, statements: Statements): NameBook {
  const book = createNameBook(model)
  const sources = new Map<string, NameSource[]>()
  for (const source of [...meetings.flatMap(({ reading }) => reading.sources), ...statements.sources])
    push(sources, source.nameId, source)
  for (const group of sources.values()) {
    const name = nameFromSources(group)
    if (name) book.put(name)
  }
  for (const link of [...meetings.flatMap(({ reading }) => reading.aliases), ...statements.links]) book.putLink(link)
  for (const pin of statements.pins) book.putPin(pin)
  return book
}

function clusterAll(book: NameBook): Entity[] {
  const ids = [...book.names()].map((name) => name.id).sort()
  return componentsOf(book, ids).flatMap((component) => {
    const { clusters, contested } = clusterNames(component)
    for (const { id, contest } of contested) book.setContest(id, contest)
    const found = clusters.flatMap((names) => representCluster(book, names) ?? [])
    for (const entity of found) for (const name of entity.names) book.setThing(name.id, entity.id)
    return found
  })
}

const spotOne = (
  meeting: MeetingFacts,
  reading: MeetingReading,
  statements: Statements,
  book: NameBook,
  view: ModelView,
): Spotting =>
  spotMeeting(
    {
      tenantId: meeting.tenantId,
      meetingId: meeting.id,
      meeting: meeting.meeting,
      segments: meeting.segments,
      observations: reading.observations,
      relinks: statements.relinks.filter((relink) => relink.meetingId === meeting.id),
    },
    book,
    view,
  )

function valueEntity(entityOfName: ReadonlyMap<string, Entity>, id: string | null): ValueEntity | null {
  const entity = id === null ? undefined : entityOfName.get(id)
  return entity ? { id: entity.id, name: entity.name } : null
}

function push<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const group = groups.get(key)
  if (group) group.push(item)
  else groups.set(key, [item])
}
