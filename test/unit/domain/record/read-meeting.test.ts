import { describe, expect, it } from 'vitest'
import {
  type ExtractedName,
  type ExtractedObservation,
  extractedNameSchema,
  extractedObservationSchema,
} from '../../../../src/domain/observation/observation.ts'
import { type MeetingFacts, readMeeting } from '../../../../src/domain/record/read-meeting.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { meetingContext, segmentsOf } from '../../../factories/meetings.ts'
import { aModel, aName, tenant } from '../../../factories/names.ts'

const view = viewOf(aModel())
type Said = Partial<ExtractedName> & { surface: string }
type Observed = Partial<ExtractedObservation>

const read = (names: Said[], observations: Observed[] = [], facts: Partial<MeetingFacts> = {}) =>
  readMeeting(
    {
      ...{ tenantId: tenant, id: 'm', orderKey: 'K', meeting: meetingContext({ participants: [], series: 'weekly' }) },
      ...{ segments: segmentsOf('Ida Moor: one', 'Ben Okoye: two', 'a heading') },
      names: names.map((name) => extractedNameSchema.parse({ type: 'feature', segment: 0, start: 0, ...name })),
      observations: observations.map((one) =>
        extractedObservationSchema.parse({
          ...{ segment: 0, start: 0, ordinal: 0, name: null, dimension: 'status', op: 'set', value: 'done' },
          ...{ modality: 'asserted', confidence: 70, cue: 'is', quote: 'said', ...one },
        }),
      ),
      ...facts,
    },
    view,
  )
const spelled = (names: Said[], facts: Partial<MeetingFacts> = {}) =>
  read(names, [], { segments: [], ...facts }).sources.map(({ type, scope, surface }) => `${type} ${scope} ${surface}`)

describe('the names of a meeting', () => {
  it('are those of who takes part and those that were said, with the meeting as their source', () => {
    const { sources } = read([{ surface: 'Tide  Clock' }])

    expect(sources.map(({ type, surface }) => [type, surface])).toEqual([
      ['person', 'Ida Moor'],
      ['person', 'Ben Okoye'],
      ['feature', 'Tide Clock'],
    ])
    expect(sources[2]).toEqual({
      ...{ nameId: aName('Tide Clock').id, type: 'feature', scope: 'tenant', key: 'tide clock', surface: 'Tide Clock' },
      ...{ kind: 'pattern', guessed: false, sourceId: 'm', orderKey: 'K' },
    })
  })

  it('are none of people where the model has none', () => {
    const things = viewOf(aModel({ types: aModel().types.map((type) => ({ ...type, person: false })) }))
    const facts = { tenantId: tenant, id: 'm', orderKey: 'K', meeting: meetingContext(), names: [], observations: [] }

    expect(readMeeting({ ...facts, segments: segmentsOf('Ida Moor: one') }, things).sources).toEqual([])
  })

  it.each([
    [
      'the first in byte order of several spellings',
      [{ surface: 'tide clock' }, { surface: 'Tide Clock' }, { surface: 'the Tide clock' }],
      ['feature tenant Tide Clock'],
    ],
    ['nothing without a letter or a digit', [{ surface: ' — ' }], []],
    [
      'of the series where the words are generic',
      [{ surface: 'the API', generic: true }, { surface: 'API' }],
      ['feature series:weekly the API', 'feature tenant API'],
    ],
  ])('are %s', (_what, names, expected) => {
    expect(spelled(names)).toEqual(expected)
  })

  it('of people are those of who takes part', () => {
    const meeting = meetingContext({ participants: [{ name: 'Ida Moor' }] })
    const said = [{ surface: 'Ida', type: 'person' }, { surface: 'Ida' }, { surface: 'Zed', type: 'person' }]

    expect(spelled(said, { meeting })).toEqual(['person tenant Ida Moor', 'feature tenant Ida', 'person tenant Zed'])
  })

  it('are of a guessed type until one of their places tells it', () => {
    const guessed = (...all: boolean[]) =>
      read(
        all.map((one) => ({ surface: 'Tide Clock', guessed: one })),
        [],
        { segments: [] },
      ).sources.map((one) => one.guessed)

    expect([guessed(true), guessed(true, false), guessed(false, true), guessed(true, true)]).toEqual([
      [true],
      [false],
      [false],
      [true],
    ])
  })

  it('are as guessed as they were where they are only referred to, however they are spelled there', () => {
    const name = { type: 'feature', surface: 'THE Tide Clock', generic: false }
    const { sources } = read([{ surface: 'tide clock', guessed: true }], [{ name }], { segments: [] })

    expect(sources.map(({ surface, guessed }) => [surface, guessed])).toEqual([['THE Tide Clock', true]])
    expect(read([], [{ name }], { segments: [] }).sources[0]?.guessed).toBe(false)
  })
})

describe('an alias', () => {
  const aliases = (names: Said[]) => read(names, [], { segments: [] })

  it('links the other form to what it stands for, once', () => {
    const { aliases: links, sources } = aliases([
      { surface: 'TC', aliasOf: 'Tide Clock' },
      { surface: 'TC', aliasOf: 'the tide clock' },
    ])

    expect(links).toMatchObject([
      { kind: 'alias', origin: 'meeting', a: aName('TC').id, b: aName('Tide Clock').id, recorded: 0 },
    ])
    expect(sources.map((one) => one.surface)).toEqual(['TC', 'Tide Clock'])
  })

  it.each([
    ['itself', { surface: 'Tide Clock', aliasOf: 'the tide clock' }],
    ['nothing', { surface: 'Tide Clock', aliasOf: '—' }],
    ['something that has no name', { surface: '—', aliasOf: 'Tide Clock' }],
  ])('is none of %s', (_what, name) => {
    expect(aliases([name]).aliases).toEqual([])
  })

  it('that is a bare number does not make the identifier a name', () => {
    const { aliases: links, sources } = aliases([{ surface: '4410', aliasOf: 'BOAT-4410' }])

    expect(links.map(({ b }) => b)).toEqual([aName('BOAT-4410').id])
    expect(sources.map((one) => one.surface)).toEqual(['4410'])
  })

  it('of two meetings is two facts', () => {
    const ids = ['m', 'n'].map((id) => read([{ surface: 'TC', aliasOf: 'Tide Clock' }], [], { id }).aliases[0]?.id)

    expect(new Set(ids).size).toBe(2)
  })
})

describe('an observation', () => {
  it('keeps what was read, with who said it and when', () => {
    const within = { segment: 0, start: 1, end: 5 }
    const { observations } = read(
      [],
      [
        {
          ...{
            segment: 1,
            start: 2,
            typeHint: 'feature',
            within,
            dimension: 'owner',
            value: 'Ida',
            effectiveAt: '2026-01-02',
          },
          name: { type: 'feature', surface: 'Tide Clock', generic: true },
          valueName: { type: 'person', surface: 'Ida' },
          basis: 'answer',
        },
      ],
    )

    expect(observations).toEqual([
      {
        ...{ id: observations[0]?.id, meetingId: 'm', segment: 1, ordinal: 0, start: 2, orderKey: 'K.000002.0000' },
        ...{ statedName: aName('Tide Clock', { scope: 'series:weekly' }).id, typeHint: 'feature', within },
        ...{ dimension: 'owner', op: 'set', value: 'Ida', statedValueName: aName('Ida Moor', { type: 'person' }).id },
        ...{
          modality: 'asserted',
          effectiveAt: '2026-01-02',
          basis: 'answer',
          confidence: 70,
          cue: 'is',
          quote: 'said',
        },
        ...{ speaker: 'Ben Okoye', startMs: 5_000 },
      },
    ])
  })

  it('of the title has no speaker and stands before all others', () => {
    const { observations } = read([], [{ segment: 0 }, { segment: -1 }])

    expect(observations.map(({ speaker, startMs, orderKey }) => [speaker, startMs, orderKey])).toEqual([
      [null, null, 'K.000000.0000'],
      ['Ida Moor', 0, 'K.000001.0000'],
    ])
  })

  it('of a reading that was kept before there were any bases was told in passing', () => {
    const old = extractedObservationSchema.parse({
      ...{ segment: 0, start: 0, ordinal: 0, name: null, dimension: 'status', op: 'set', value: 'done' },
      ...{ modality: 'asserted', confidence: 70, cue: 'is', quote: 'said' },
    }) as Partial<ExtractedObservation>
    delete old.basis
    delete old.within
    const { observations } = read([], [], { observations: [old as ExtractedObservation] })

    expect(observations[0]).toMatchObject({ basis: 'told', within: null })
  })

  it('stands where it was said, however the transcript was cut', () => {
    const all: Observed[] = [
      { segment: 1, start: 0, value: 'a' },
      { segment: 0, start: 9, value: 'b' },
      { segment: 0, start: 2, ordinal: 1, value: 'c' },
      { segment: 0, start: 2, ordinal: 0, value: 'd' },
      { segment: 0, start: 2, ordinal: 1, value: 'C' },
      { segment: 0, start: 2, ordinal: 1, value: null },
    ]
    const order = (given: Observed[]) =>
      read([], given).observations.map(({ value, segment, ordinal }) => [value, segment, ordinal])

    expect(order(all)).toEqual([
      ['d', 0, 0],
      [null, 0, 1],
      ['C', 0, 2],
      ['c', 0, 3],
      ['b', 0, 4],
      ['a', 1, 0],
    ])
    expect(order([...all].reverse())).toEqual(order(all))
  })

  it.each([
    ['dimension', [{ dimension: 'owner' }, { dimension: 'status' }]],
    ['move', [{ op: 'add' }, { op: 'set' }]],
    ['modality', [{ modality: 'asserted' }, { modality: 'planned' }]],
    ['words', [{ quote: 'a' }, { quote: 'b' }]],
    ['name', [{}, { name: { type: 'feature', surface: 'Tide Clock', generic: false } }]],
  ] as const)('at one place has its order from its %s', (_what, [first, second]) => {
    const ids = (...given: Observed[]) => read([], given).observations.map(({ id }) => id)

    expect(ids(second, first)).toEqual(ids(first, second))
  })

  it('that is found again is the same row, and another one of another meeting or place', () => {
    const id = (observation: Observed, meeting = 'm') => read([], [observation], { id: meeting }).observations[0]?.id

    expect(id({})).toBe(id({}))
    expect(new Set([id({}), id({}, 'n'), id({ start: 1 }), id({ segment: 1 }), id({ confidence: 71 })]).size).toBe(5)
  })
})
