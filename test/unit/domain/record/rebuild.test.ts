import { describe, expect, it } from 'vitest'
import { orderKeyPrefix } from '../../../../src/domain/meeting/order-key.ts'
import type { ExtractedObservation } from '../../../../src/domain/observation/observation.ts'
import { extractedNameSchema, extractedObservationSchema } from '../../../../src/domain/observation/observation.ts'
import { digest, digestLines } from '../../../../src/domain/record/digest.ts'
import type { MeetingFacts } from '../../../../src/domain/record/read-meeting.ts'
import { rebuildAll } from '../../../../src/domain/record/rebuild.ts'
import { meetingContext, segmentsOf } from '../../../factories/meetings.ts'
import { aModel, aModelWithProjects, tenant } from '../../../factories/names.ts'

const model = aModel()

/** A meeting of a day with names and observations; an observation stands where its cue `@` is. */
const meeting = (
  day: number,
  lines: string[],
  found: {
    names?: { type: string; surface: string }[]
    observations?: (Partial<ExtractedObservation> & { dimension: string })[]
  } = {},
  title = 'Weekly',
): MeetingFacts => {
  const segments = segmentsOf(...lines)
  const occurredAt = new Date(Date.UTC(2026, 0, day)).toISOString()
  const segment = segments.findIndex((one) => one.text.includes('@'))
  return {
    tenantId: tenant,
    id: `meeting-${day}`,
    orderKey: orderKeyPrefix({
      occurredAtMs: Date.parse(occurredAt),
      precision: 'instant',
      sequence: 0,
      identity: `day ${day}`,
    }),
    meeting: meetingContext({ title, occurredAt }),
    segments,
    names: (found.names ?? []).map((name) => extractedNameSchema.parse({ segment: 0, start: 0, ...name })),
    observations: (found.observations ?? []).map((observation, ordinal) =>
      extractedObservationSchema.parse({
        segment: Math.max(0, segment),
        start: Math.max(0, segments[segment]?.text.indexOf('@') ?? 0),
        ordinal,
        name: null,
        op: 'set',
        value: null,
        modality: 'asserted',
        confidence: 70,
        cue: 'test',
        quote: 'said',
        ...observation,
      }),
    ),
  }
}

const rebuild = (meetings: MeetingFacts[], imports: Parameters<typeof rebuildAll>[0]['imports'] = []) =>
  rebuildAll({ tenantId: tenant, model, meetings, imports })
const states = (record: ReturnType<typeof rebuildAll>) => {
  const titles = new Map(record.entities.map((entity) => [entity.id, entity.name]))
  return record.states.map((row) => `${titles.get(row.entityId)} ${row.dimension}=${row.value.text}`).sort()
}

describe('rebuildAll', () => {
  it('gives an open observation the thing that another meeting named', () => {
    const naming = meeting(5, ['Ana: The Calendar Sync looks nice'], {
      names: [{ type: 'feature', surface: 'Calendar Sync' }],
    })
    const open = meeting(2, ['Ana: calendar sync is @done'], { observations: [{ dimension: 'status', value: 'done' }] })

    expect(states(rebuild([open]))).toEqual([])
    expect(states(rebuild([open, naming]))).toEqual(['Calendar Sync status=done'])
    expect(digest(rebuild([naming, open]))).toBe(digest(rebuild([open, naming])))
  })

  it('knows catalogue entries, their aliases and their first state', () => {
    const record = rebuild(
      [meeting(2, ['Ana: CS is @done'], { observations: [{ dimension: 'status', value: 'done' }] })],
      [{ type: 'feature', name: 'Calendar Sync', aliases: ['CS'], state: [{ dimension: 'status', value: 'started' }] }],
    )

    expect(states(record)).toEqual(['Calendar Sync status=done'])
    expect(record.transitions.map((t) => `${t.from} > ${t.to} ${t.category}`)).toEqual([
      'null > in_progress imported',
      'in_progress > done completed',
    ])
  })

  it('reads an alias of several things by which of them is present', () => {
    const imports = ['Calendar Sync', 'Contact Search'].map((name) => ({
      type: 'feature',
      name,
      aliases: ['CS'],
      state: [],
    }))
    const observations = [{ dimension: 'status', value: 'done' }]

    expect(
      states(rebuild([meeting(2, ['Ana: Contact Search first.', 'Ana: So CS is @done'], { observations })], imports)),
    ).toEqual(['Contact Search status=done'])
    const unclear = rebuild([meeting(2, ['Ana: So CS is @done'], { observations })], imports)
    expect(states(unclear)).toEqual([])
    expect(unclear.spottings.get('meeting-2')?.unlinked).toHaveLength(1)
  })

  it('takes the first name of a participant for that participant', () => {
    const observations = [
      {
        dimension: 'owner',
        value: 'Ana',
        name: { type: 'feature', surface: 'Calendar Sync', generic: false },
        valueName: { type: 'person', surface: 'Ana' },
      },
    ]

    expect(states(rebuild([meeting(2, ['Ben Okoye: Ana takes @ Calendar Sync'], { observations })]))).toEqual([
      'Calendar Sync owner=Ana Ruiz',
    ])
  })

  it('trusts a catalogue over the guess of extraction about the type', () => {
    const observations = [
      { dimension: 'budget', value: '$10k', name: { type: 'deal', surface: 'Calendar Sync', generic: false } },
    ]
    const imports = [{ type: 'feature', name: 'Calendar Sync', aliases: [], state: [] }]

    expect(states(rebuild([meeting(2, ['Ana: Calendar Sync @ costs 10k'], { observations })], imports))).toEqual([
      'Calendar Sync budget=10000 USD',
    ])
  })

  it('counts what was said of a thing before anybody told its type', () => {
    const said = (type: string, observations: Parameters<typeof meeting>[2] = {}) => ({
      names: [{ type, surface: 'Opening Night' }],
      ...observations,
    })
    const before = meeting(
      1,
      ['Ana: Opening Night is @blocked'],
      said('project', {
        observations: [
          {
            dimension: 'status',
            value: 'blocked',
            name: { type: 'project', surface: 'Opening Night', generic: false },
          },
        ],
      }),
    )
    const told = meeting(
      2,
      ['Ana: the Opening Night feature', 'Ana: opening night is @done'],
      said('feature', { observations: [{ dimension: 'status', value: 'done' }] }),
    )
    const of = (meetings: MeetingFacts[]) =>
      rebuildAll({ tenantId: tenant, model: aModelWithProjects(), meetings, imports: [] })

    expect(of([before]).entities.map((entity) => entity.type)).toContain('project')
    const record = of([told, before])
    expect(record.entities.filter((entity) => entity.name === 'Opening Night').map(({ type }) => type)).toEqual([
      'feature',
    ])
    expect(record.transitions.map((t) => `${t.from} > ${t.to}`)).toEqual(['null > blocked', 'blocked > done'])
    expect(record.mentions.filter((mention) => mention.meetingId === 'meeting-2')).toHaveLength(2)
  })

  it('lets a later meeting that is submitted first change nothing but the path', () => {
    const named = (value: string) => ({
      observations: [
        { dimension: 'status', value, name: { type: 'feature', surface: 'Calendar Sync', generic: false } },
      ],
    })
    const [first, second, third] = [
      meeting(1, ['Ana: planned @'], named('planned')),
      meeting(2, ['Ana: started @'], named('started')),
      meeting(3, ['Ana: done @'], named('done')),
    ]

    expect(digestLines(rebuild([third, first, second]))).toEqual(digestLines(rebuild([first, second, third])))
    expect(rebuild([third, first]).transitions.map((t) => `${t.from} > ${t.to}`)).toEqual([
      'null > planned',
      'planned > done',
    ])
  })
})
