import { describe, expect, it } from 'vitest'
import { orderKeyPrefix } from '../../../../src/domain/meeting/order-key.ts'
import { extractedNameSchema, extractedObservationSchema } from '../../../../src/domain/observation/observation.ts'
import { textKeyOf } from '../../../../src/domain/observation/values.ts'
import type { MeetingFacts } from '../../../../src/domain/record/read-meeting.ts'
import { rebuildAll } from '../../../../src/domain/record/rebuild.ts'
import {
  type Assertion,
  type NameVeto,
  noStatements,
  type Statements,
} from '../../../../src/domain/record/statements.ts'
import { equivalenceOf } from '../../../../src/domain/record/verdict-facts.ts'
import { meetingContext, segmentsOf } from '../../../factories/meetings.ts'
import { aModel, aName, tenant } from '../../../factories/names.ts'

const model = aModel()
const [clock, display] = [aName('Tide Clock'), aName('Buoy Display')]
const ida = aName('Ida Moor', { type: 'person' })

/** A meeting in which each of these names is given a status, and Ida takes over the first. */
const meeting = (day: number, ...said: [surface: string, status: string][]): MeetingFacts => {
  const occurredAt = new Date(Date.UTC(2026, 0, day)).toISOString()
  const stated = { start: 0, ordinal: 0, op: 'set', modality: 'asserted', confidence: 70, cue: 'is', quote: 'said' }
  return {
    ...{ tenantId: tenant, id: `meeting-${day}`, segments: segmentsOf(...said.map(([surface]) => `Ben: ${surface}`)) },
    orderKey: orderKeyPrefix({
      ...{ occurredAtMs: Date.parse(occurredAt), precision: 'instant', sequence: 0, identity: `${day}` },
    }),
    meeting: meetingContext({ occurredAt, participants: [] }),
    names: said.map(([surface], segment) => extractedNameSchema.parse({ type: 'feature', surface, segment, start: 0 })),
    observations: said.flatMap(([surface, value], segment) => {
      const name = { type: 'feature', surface, generic: false }
      const owner = { dimension: 'owner', value: 'Ida Moor', valueName: { type: 'person', surface: 'Ida Moor' } }
      return [
        extractedObservationSchema.parse({ ...stated, segment, name, dimension: 'status', value }),
        ...(segment === 0
          ? [extractedObservationSchema.parse({ ...stated, segment, name, ...owner, ordinal: 1 })]
          : []),
      ]
    }),
  }
}

const rebuild = (meetings: MeetingFacts[], statements: Partial<Statements> = {}) => {
  const record = rebuildAll({ tenantId: tenant, model, meetings, statements: { ...noStatements(), ...statements } })
  const titles = new Map(record.entities.map((entity) => [entity.id, entity.name]))
  return {
    names: [...titles.values()].sort(),
    states: record.states.map((row) => `${titles.get(row.entityId)} ${row.dimension}=${row.value.text}`).sort(),
    record,
  }
}

const said: Assertion = {
  ...{ id: 'a', origin: 'user', nameId: clock.id, dimension: 'status', op: 'set', value: 'done', valueNameId: null },
  ...{
    meetingId: null,
    orderKey: orderKeyPrefix({ occurredAtMs: Date.UTC(2026, 1, 1), precision: 'instant', sequence: 0, identity: 'u' }),
  },
  ...{ occurredAt: '2026-02-01T00:00:00.000Z', recorded: 1, note: null },
}
const started: [string, string] = ['Tide Clock', 'started']

describe('what users say', () => {
  it('holds like what meetings say, at its own time', () => {
    expect(rebuild([meeting(1, started)], { assertions: [said] }).states).toContain('Tide Clock status=done')
    expect(rebuild([meeting(1, started)], { assertions: [{ ...said, nameId: 'gone' }] }).states).toContain(
      'Tide Clock status=in_progress',
    )
  })

  it('of a meeting holds where the meeting stands, as long as there is one', () => {
    const ofMeeting = { ...said, meetingId: 'meeting-1', orderKey: '.z' }
    const changes = (id: string) =>
      rebuild([meeting(1, started), meeting(2, ['Tide Clock', 'planned'])], {
        assertions: [{ ...ofMeeting, meetingId: id }],
      })
        .record.transitions.filter(({ dimension }) => dimension === 'status')
        .map(({ to }) => to)

    expect(changes('meeting-1')).toEqual(['done', 'planned'])
    expect(changes('gone')).toEqual(['in_progress', 'planned'])
  })

  it('names things as meetings do', () => {
    const owner = { ...said, dimension: 'owner', value: 'somebody', valueNameId: ida.id }

    expect(rebuild([meeting(1, started)], { assertions: [owner] }).states).toContain('Tide Clock owner=Ida Moor')
  })
})

describe('a veto', () => {
  const veto: NameVeto = { id: 'v', nameId: clock.id, meetingId: 'meeting-1', dimension: 'status', claim: null }
  const statesWith = (...vetoes: NameVeto[]) =>
    rebuild([meeting(1, started, ['Buoy Display', 'blocked'])], { vetoes }).states

  it('takes a claim of a meeting back, of one thing', () => {
    expect(statesWith(veto)).toEqual(['Buoy Display status=blocked', 'Tide Clock owner=Ida Moor'])
    expect(statesWith({ ...veto, nameId: display.id })).toEqual([
      'Tide Clock owner=Ida Moor',
      'Tide Clock status=in_progress',
    ])
    expect(statesWith({ ...veto, nameId: 'gone' })).toHaveLength(3)
  })

  it('of one claim knows whom the claim named', () => {
    const claim = { op: 'set', value: 'another spelling', valueNameId: ida.id } as const

    expect(statesWith({ ...veto, dimension: 'owner', claim })).not.toContain('Tide Clock owner=Ida Moor')
    expect(statesWith({ ...veto, dimension: 'owner', claim: { ...claim, valueNameId: clock.id } })).toContain(
      'Tide Clock owner=Ida Moor',
    )
  })
})

describe('what users say of names', () => {
  it('moves what one meeting said to another thing', () => {
    const meetings = [meeting(1, started), meeting(2, ['Tide Clock', 'done']), meeting(3, ['Buoy Display', 'planned'])]
    const relink = { id: 'r', meetingId: 'meeting-2', from: clock.id, to: display.id, recorded: 1 }
    const { states, record } = rebuild(meetings.slice(0, 3), { relinks: [relink] })

    expect(states).toContain('Tide Clock status=in_progress')
    expect(record.transitions.map(({ to }) => to)).toContain('done')
    expect(
      record.mentions.filter(({ method }) => method === 'relinked').map(({ meetingId, nameId }) => [meetingId, nameId]),
    ).toEqual([['meeting-2', display.id]])
  })

  it('makes one thing of two, and calls it as they want', () => {
    const same = { id: 'l', kind: 'same', origin: 'user', a: clock.id, b: display.id, recorded: 1 } as const
    const pin = { id: 'p', nameId: display.id, title: 'The Display', recorded: 2 }
    const meetings = [meeting(1, started), meeting(3, ['Buoy Display', 'planned'])]

    expect(rebuild(meetings).names).toEqual(['Ben', 'Buoy Display', 'Ida Moor', 'Tide Clock'])
    expect(rebuild(meetings, { links: [same], pins: [pin] }).names).toEqual(['Ben', 'Ida Moor', 'The Display'])
  })

  it('counts what models judged to be one text', () => {
    const blocker = (value: string): Assertion => ({
      ...said,
      id: value,
      dimension: 'blocker',
      op: 'add',
      value,
      orderKey: `${said.orderKey}${value}`,
    })
    const assertions = [blocker('no crane'), blocker('lifting gear missing')]
    const blockers = (verdict: 'same' | 'different') => {
      const [a = '', b = ''] = ['no crane', 'lifting gear missing'].map(textKeyOf)
      const judged = equivalenceOf(tenant, { dimension: 'blocker', a, b, verdict, analyst: 'a1', promptVersion: 'v1' })
      const { states } = rebuild([meeting(1, started)], { assertions, equivalences: [judged] })
      return states.filter((state) => state.includes('blocker'))
    }

    expect(blockers('different')).toHaveLength(2)
    expect(blockers('same')).toHaveLength(1)
  })
})

it('gives the same record whatever the order of facts', () => {
  const meetings = [meeting(1, started), meeting(2, ['tide clock', 'done']), meeting(3, ['Buoy Display', 'planned'])]
  const statements = { assertions: [said, { ...said, id: 'b', dimension: 'progress', value: '50%' }] }
  const there = rebuild(meetings, statements)
  const back = rebuild([...meetings].reverse(), { assertions: [...statements.assertions].reverse() })

  expect(back.record.entities).toEqual(there.record.entities)
  expect(back.states).toEqual(there.states)
})
