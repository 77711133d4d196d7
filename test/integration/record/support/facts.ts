import { uuidv5 } from '../../../../src/domain/ids.ts'
import type { MeetingContext, Segment } from '../../../../src/domain/meeting/meeting.ts'
import { observationKey, orderKeyPrefix } from '../../../../src/domain/meeting/order-key.ts'
import { cleanSurface, type NameSource, nameIdOf, nameKey, nameScope } from '../../../../src/domain/name/name.ts'
import { textKeyOf } from '../../../../src/domain/observation/values.ts'
import type { MeetingFacts } from '../../../../src/domain/record/read-meeting.ts'
import type { RecordFacts } from '../../../../src/domain/record/rebuild.ts'
import { joinStatements, noStatements, type Statements } from '../../../../src/domain/record/statements.ts'
import { equivalenceOf, verdictLink } from '../../../../src/domain/record/verdict-facts.ts'
import type { TrackingModel } from '../../../../src/domain/tracking-model/model.ts'
import type { Judged, NameRef, Reading, Said, World } from './world.ts'

const firstMeeting = Date.UTC(2026, 0, 5, 9)

export const hourOf = (instant: string): number => (Date.parse(instant) - firstMeeting) / 3_600_000

const instantOf = (hour: number): string => new Date(firstMeeting + hour * 3_600_000).toISOString()

export const meetingId = (tenantId: string, meeting: number): string => uuidv5(tenantId, 'meeting', `${meeting}`)
export const identityOf = (meeting: number): string => `ext:test:${meeting}`

export const orderKeyOf = (meeting: number, hour: number): string =>
  orderKeyPrefix({
    occurredAtMs: Date.parse(instantOf(hour)),
    precision: 'instant',
    sequence: 0,
    identity: identityOf(meeting),
  })

export const contextOf = (reading: Reading): MeetingContext => ({
  title: reading.title,
  type: 'meeting',
  occurredAt: instantOf(reading.hour),
  precision: 'instant',
  timeZone: reading.timeZone,
  series: reading.series,
  project: null,
  account: null,
  language: null,
  participants: reading.participants.map((name) => ({ name })),
})

export const segmentsOf = (reading: Reading): Segment[] =>
  reading.lines.map(({ speaker, text }, index) => ({
    ...{ index, speaker, text, role: null, startMs: index * 5_000, endMs: index * 5_000 + 4_000 },
  }))

const factsOf = (tenantId: string, meeting: number, reading: Reading): MeetingFacts => ({
  tenantId,
  id: meetingId(tenantId, meeting),
  orderKey: orderKeyOf(meeting, reading.hour),
  meeting: contextOf(reading),
  segments: segmentsOf(reading),
  names: reading.names,
  observations: reading.observations,
})

const nameIdIn = (tenantId: string, name: NameRef): string =>
  nameIdOf(tenantId, name.type, nameScope(name.series !== undefined, name.series ?? null), nameKey(name.surface))

const by = { analyst: 'test', promptVersion: 'v1' }

/** What a model judged, as the record takes it. */
export const judgementOf = (tenantId: string, judged: Judged) => {
  const idOf = (name: NameRef) => nameIdIn(tenantId, name)
  const { verdict } = judged
  return judged.kind === 'judge-names'
    ? { names: [{ ...by, verdict, a: idOf(judged.a), b: idOf(judged.b) }], texts: [] }
    : {
        names: [],
        texts: [{ ...by, verdict, dimension: judged.dimension, a: textKeyOf(judged.a), b: textKeyOf(judged.b) }],
      }
}

export const isJudged = (said: Said): said is Judged => said.kind === 'judge-names' || said.kind === 'judge-texts'

/** What a user says, as facts. Their order among users is the number of the statement, whenever it arrives. */
const spokenBy = (tenantId: string, said: Exclude<Said, Judged>, recorded: number): Statements => {
  const id = uuidv5(tenantId, 'said', `${recorded}`)
  const idOf = (name: NameRef) => nameIdIn(tenantId, name)
  const source = (name: NameRef): NameSource => ({
    ...{ nameId: idOf(name), type: name.type, scope: 'tenant', key: nameKey(name.surface), sourceId: id },
    ...{
      surface: cleanSurface(name.surface),
      kind: 'user',
      guessed: false,
      orderKey: `9${String(recorded).padStart(14, '0')}`,
    },
  })
  const none = noStatements()
  switch (said.kind) {
    case 'same':
    case 'different':
      return { ...none, links: [{ id, kind: said.kind, origin: 'user', a: idOf(said.a), b: idOf(said.b), recorded }] }
    case 'alias':
      return {
        ...none,
        sources: [source(said.alias)],
        links: [{ id, kind: 'alias', origin: 'user', a: idOf(said.alias), b: idOf(said.of), recorded }],
      }
    case 'pin':
      return { ...none, pins: [{ id, nameId: idOf(said.name), title: said.title, recorded }] }
    case 'assert': {
      const owner = said.dimension === 'owner' && said.value !== null ? { type: 'person', surface: said.value } : null
      const occurredAtMs = Date.parse(instantOf(said.hour))
      const assertion = {
        ...{ id, origin: 'user' as const, nameId: idOf(said.name), dimension: said.dimension, op: said.op },
        ...{
          value: said.value,
          valueNameId: owner && idOf(owner),
          occurredAt: instantOf(said.hour),
          recorded,
          note: null,
          meetingId: null,
        },
        orderKey: orderKeyPrefix({ occurredAtMs, precision: 'instant', sequence: 999_999, identity: `${recorded}` }),
      }
      return { ...none, sources: owner ? [source(owner)] : [], assertions: [assertion] }
    }
    case 'veto': {
      const veto = {
        id,
        nameId: idOf(said.name),
        meetingId: meetingId(tenantId, said.meeting),
        dimension: said.dimension,
        claim: null,
      }
      return { ...none, vetoes: [veto] }
    }
    case 'reject':
    case 'accept':
      return { ...none, ...answered(tenantId, said, { id, recorded }) }
    case 'lock': {
      const name = idOf(said.name)
      return { ...none, links: [{ id, kind: 'lock', origin: 'user', a: name, b: name, recorded }] }
    }
    case 'relink': {
      const meeting = meetingId(tenantId, said.meeting)
      return { ...none, relinks: [{ id, meetingId: meeting, from: idOf(said.from), to: idOf(said.to), recorded }] }
    }
  }
}

/** A user's answer to what a meeting claims. Whose value it is depends on the meeting alone. */
const answered = (
  tenantId: string,
  said: Extract<Said, { kind: 'accept' | 'reject' }>,
  { id, recorded }: { id: string; recorded: number },
): Partial<Statements> => {
  const { op, value, dimension } = said
  const isOwner = dimension === 'owner' && value !== null
  const valueNameId = isOwner ? nameIdIn(tenantId, { type: 'person', surface: value }) : null
  const about = { id, nameId: nameIdIn(tenantId, said.name), meetingId: meetingId(tenantId, said.meeting), dimension }
  if (said.kind === 'reject') return { vetoes: [{ ...about, claim: { op, value, valueNameId } }] }
  const place = observationKey('', said.segment, said.ordinal)
  const time = { orderKey: place, occurredAt: '', recorded, note: null }
  return { assertions: [{ ...about, ...time, origin: 'user', op, value, valueNameId }] }
}

export const statementsOf = (tenantId: string, said: Said, recorded: number): Statements => {
  if (!isJudged(said)) return spokenBy(tenantId, said, recorded)
  const { names, texts } = judgementOf(tenantId, said)
  return {
    ...noStatements(),
    links: names.map((one) => verdictLink(tenantId, one)),
    equivalences: texts.map((one) => equivalenceOf(tenantId, one)),
  }
}

/** What is left of the facts of a world once all of them have arrived, in whatever order. */
export const liveFacts = (tenantId: string, model: TrackingModel, world: World): RecordFacts => {
  const gone = new Set(
    world.flatMap((step) => (step.kind === 'delete' || step.kind === 'retract' ? [step.meeting] : [])),
  )
  for (const step of world) if (step.kind === 'restore') gone.delete(step.meeting)
  const unlisted = new Set(world.flatMap((step) => (step.kind === 'unlist' ? [step.entities] : [])))
  const withdrawn = new Set(world.flatMap((step) => (step.kind === 'withdraw' ? [step.id] : [])))
  const last = new Map<number, { generation: number; reading: Reading }>()
  for (const step of world)
    if (step.kind === 'meeting' && step.generation > (last.get(step.meeting)?.generation ?? 0))
      last.set(step.meeting, step)
  return {
    tenantId,
    model,
    meetings: [...last]
      .filter(([meeting]) => !gone.has(meeting))
      .map(([meeting, { reading }]) => factsOf(tenantId, meeting, reading)),
    imports: world.flatMap((step) => (step.kind === 'import' && !unlisted.has(step.entities) ? step.entities : [])),
    statements: joinStatements(
      world.flatMap((step) =>
        step.kind === 'say' && !withdrawn.has(step.id) ? [statementsOf(tenantId, step.said, step.id)] : [],
      ),
    ),
  }
}
