import { bareContext } from '../analysis/bare-context.ts'
import { createOfflineAnalyst } from '../analysis/offline/offline-analyst.ts'
import type { EntityType, StateMapType, TransitionType } from '../cli/api-types.ts'
import type { Trial, TrialInput } from '../cli/trial.ts'
import { aliasesOf, type Entity } from '../domain/entity/represent.ts'
import { chunkSegments } from '../domain/meeting/chunk-segments.ts'
import type { MeetingContext, Precision } from '../domain/meeting/meeting.ts'
import type { ObservationFact } from '../domain/observation/observation-fact.ts'
import { normaliseValue } from '../domain/observation/values.ts'
import { type MeetingFacts, readMeeting } from '../domain/record/read-meeting.ts'
import { type RebuiltRecord, rebuildAll } from '../domain/record/rebuild.ts'
import type { TrackingModel, VersionedModel } from '../domain/tracking-model/model.ts'
import { viewOf } from '../domain/tracking-model/model-view.ts'
import { parseTranscript } from '../formats/parse-transcript.ts'
import { prepareMeeting, prepareTranscript } from '../usecases/meetings/prepare-meeting.ts'
import { type MeetingSubmission, meetingSubmission } from '../usecases/meetings/submission.ts'

/** Only to tell names of one trial apart; nothing is stored. */
const tenantId = '00000000-0000-5000-8000-000000000000'

/**
 * What the rules would find in these meetings with this tracking model, as the record would hold it: extraction,
 * names, clusters and fold are the product's own. Nothing is stored, and no server is asked.
 */
export const tryModel = async ({ model, meetings, now, signal }: TrialInput): Promise<Trial> => {
  const versioned: VersionedModel = { ...model, version: 1 }
  const read: MeetingFacts[] = []
  for (const body of meetings) read.push(await readOne(meetingSubmission.parse(body), versioned, now, signal))
  const record = rebuildAll({ tenantId, model, meetings: read })
  const told = record.entities.map((entity) => ({ entity, rows: transitionsOf(record, entity, read) }))
  return {
    things: told
      .filter(({ rows }) => rows.length > 0)
      .map(({ entity, rows }) => ({ entity: toEntity(record, entity), transitions: rows })),
    unchanged: told
      .filter(({ entity, rows }) => rows.length === 0 && record.mentions.some((said) => isOf(entity, said.nameId)))
      .map(({ entity }) => ({ name: entity.name, type: entity.type })),
    left: leftOut(record, read, model),
  }
}

const readOne = async (
  submission: MeetingSubmission,
  model: VersionedModel,
  now: Date,
  signal: AbortSignal,
): Promise<MeetingFacts> => {
  const transcript = prepareTranscript(submission)
  const settings = { personas: [], trackingModels: [], timeZone: 'UTC' }
  const clock = { receivedAtMs: now.getTime(), traceId: '' }
  const row = prepareMeeting({ ...submission, personas: [], lenses: [] }, transcript, settings, clock)
  const { segments } = parseTranscript({ ...transcript, participants: submission.participants })
  const meeting: MeetingContext = {
    ...{ title: row.title, type: submission.type, timeZone: row.timeZone, participants: submission.participants },
    ...{ series: row.series, project: row.project, account: row.account, language: row.language },
    ...{ occurredAt: new Date(row.occurredAtMs).toISOString(), precision: row.precision as Precision },
  }
  const analyst = createOfflineAnalyst()
  const names: MeetingFacts['names'][number][] = []
  const observations: MeetingFacts['observations'][number][] = []
  for (const chunk of chunkSegments(segments, analyst.chunkLimits)) {
    const found = await analyst.extractChunk(
      { meeting, model, ...chunk, readers: [], instructions: null },
      bareContext(signal),
    )
    names.push(...found.names)
    observations.push(...found.observations)
  }
  return { tenantId, id: row.identity, orderKey: row.orderKey, meeting, segments, names, observations }
}

const isOf = (entity: Entity, nameId: string): boolean => entity.names.some((name) => name.id === nameId)

const transitionsOf = (record: RebuiltRecord, entity: Entity, meetings: readonly MeetingFacts[]): TransitionType[] =>
  record.transitions
    .filter((row) => row.entityId === entity.id)
    .sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
    .map(({ validAt, ...row }) => {
      const meeting = meetings.find(({ id }) => id === row.meetingId)?.meeting
      return {
        ...row,
        id: row.orderKey,
        item: row.item === '' ? null : row.item,
        entityName: entity.name,
        type: entity.type,
        occurredAt: validAt,
        timeZone: meeting?.timeZone ?? null,
        recordedAt: validAt,
        supersededAt: null,
        meetingTitle: meeting?.title ?? null,
      }
    })

const toEntity = (record: RebuiltRecord, entity: Entity): EntityType => {
  const state: StateMapType = {}
  for (const { dimension, item, value, since, confidence, evidence } of record.states.filter(
    (row) => row.entityId === entity.id,
  )) {
    const held = { value: value.text, since, confidence, evidence }
    const others = state[dimension]
    state[dimension] = item === '' ? held : [...(Array.isArray(others) ? others : []), held]
  }
  const aliases = aliasesOf(entity).map((name) => ({ name }))
  const { id, type, name } = entity
  return {
    id,
    type,
    name,
    aliases,
    identifiers: [],
    state,
    mergedInto: null,
    firstSeen: null,
    lastSeen: null,
    flags: [],
  }
}

/** What was said and did not count, with a reason that whoever writes a tracking model can act on. */
const leftOut = (record: RebuiltRecord, meetings: readonly MeetingFacts[], model: TrackingModel): Trial['left'] => {
  const typeOf = new Map(record.entities.flatMap(({ type, names }) => names.map(({ id }) => [id, type] as const)))
  return meetings.flatMap((facts) => {
    const attached = new Map(record.spottings.get(facts.id)?.attachments.map((row) => [row.observationId, row.nameId]))
    return readMeeting(facts, viewOf(model)).observations.flatMap((row) => {
      const why = whyNot(row, typeOf.get(attached.get(row.id) ?? ''), model)
      const { dimension, value, quote, speaker } = row
      return why === null ? [] : [{ meeting: facts.meeting.title, dimension, value, quote, speaker, why }]
    })
  })
}

const whyNot = (row: ObservationFact, type: string | undefined, model: TrackingModel): string | null => {
  if (row.modality !== 'asserted') return row.modality
  if (type === undefined) return 'nothing is named near it'
  if (!model.types.find(({ name }) => name === type)?.dimensions.includes(row.dimension))
    return `a ${type} has no ${row.dimension}`
  const dimension = model.dimensions.find(({ name }) => name === row.dimension)
  const stated = row.op === 'set' || row.op === 'add' ? row.value : null
  if (dimension === undefined || dimension.kind === 'entity' || stated === null) return null
  return normaliseValue(dimension, stated, null) === null ? `is no ${dimension.kind} of ${row.dimension}` : null
}
