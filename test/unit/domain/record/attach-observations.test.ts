import { describe, expect, it } from 'vitest'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import type { ObservationFact } from '../../../../src/domain/observation/observation-fact.ts'
import { attachObservations } from '../../../../src/domain/record/attach-observations.ts'
import type { Meaning } from '../../../../src/domain/record/name-meaning.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { aBook, aModelWithProjects, aName } from '../../../factories/names.ts'

const model = aModelWithProjects()
const clock = aName('Tide Clock')

/** What one observation counts for; `said` are the places of names in its sentence. */
const attach = (
  fields: Partial<ObservationFact>,
  names: Name[],
  {
    meant = {},
    said = [],
    links = [],
  }: { meant?: Record<string, Partial<Meaning>>; said?: Name[]; links?: NameLink[] } = {},
) => {
  const book = aBook(names, model)
  for (const link of links) book.putLink(link)
  const [attachment] = attachObservations(
    {
      ...{ tenantId: 't', meetingId: 'm', relinks: [], meeting: { title: 'Weekly', series: null, participants: [] } },
      segments: [{ index: 0, speaker: 'Ida', text: 'the words that were said of it here' }],
      observations: [
        {
          ...{
            id: 'o',
            meetingId: 'm',
            segment: 0,
            ordinal: 0,
            start: 20,
            orderKey: 'K',
            statedName: null,
            typeHint: null,
          },
          ...{
            within: null,
            dimension: 'status',
            op: 'set',
            value: 'done',
            statedValueName: null,
            modality: 'asserted',
          },
          ...{
            effectiveAt: null,
            basis: 'told',
            confidence: 70,
            cue: 'is',
            quote: 'said',
            speaker: null,
            startMs: null,
          },
          ...fields,
        },
      ],
    },
    {
      places: said.map(({ id, type, imported }, at) => ({
        segment: 0,
        start: at,
        end: at + 1,
        names: [{ id, type, imported }],
      })),
      meaning: (id) => ({ id, method: 'stated', others: [], ...meant[id] }),
      book,
      view: viewOf(model),
    },
  )
  const show = (id: string | null | undefined) => {
    const name = id ? book.get(id) : undefined
    return name ? `${name.type} ${name.surface}` : null
  }
  return { ...attachment, name: show(attachment?.nameId), valueName: show(attachment?.valueNameId) }
}

describe('an observation of a stated name', () => {
  it('counts for that name, whatever else was spoken of', () => {
    expect(attach({ statedName: clock.id }, [clock, aName('Buoy')], { said: [aName('Buoy')] })).toEqual({
      ...{ observationId: 'o', nameId: clock.id, name: 'feature Tide Clock', valueNameId: null, valueName: null },
      ...{ valueKey: null, link: { method: 'stated', penalty: 0, others: [] } },
    })
  })

  it('counts for what the name means in the meeting, with what else it may mean', () => {
    const buoy = aName('Buoy')
    const meant = { [clock.id]: { id: buoy.id, method: 'context' as const, others: ['x'] } }

    expect(attach({ statedName: clock.id }, [clock, buoy], { meant })).toMatchObject({
      ...{ name: 'feature Buoy', link: { method: 'context', penalty: 3, others: ['x'] } },
    })
    const relinked = { [clock.id]: { id: buoy.id, method: 'relinked' as const } }
    expect(attach({ statedName: clock.id }, [clock, buoy], { meant: relinked }).link).toEqual({
      ...{ method: 'relinked', penalty: 0, others: [] },
    })
  })

  it('counts for nothing where several things claim the name', () => {
    const meant = { [clock.id]: { id: null, method: 'context' as const, others: ['x', 'y'] } }

    expect(attach({ statedName: clock.id }, [clock], { meant })).toMatchObject({
      ...{ nameId: null, link: { method: 'none', penalty: 0, others: ['x', 'y'] } },
    })
  })

  it('is open where that name is no longer known', () => {
    const buoy = aName('Buoy')

    expect(attach({ statedName: clock.id }, [buoy], { said: [buoy] })).toMatchObject({
      ...{ name: 'feature Buoy', link: { method: 'sentence', penalty: 0, others: [] } },
    })
    expect(attach({ statedName: clock.id }, [buoy])).toMatchObject({ nameId: null, link: { method: 'none' } })
  })

  it('counts for nothing where the name is a number that nobody knows', () => {
    const number = aName('4410')
    const link = { id: 'l', kind: 'alias', origin: 'meeting', a: number.id, b: 'never said', recorded: 0 } as const

    expect(attach({ statedName: number.id }, [number]).name).toBe('feature 4410')
    expect(attach({ statedName: number.id }, [number, clock], { links: [link], said: [clock] })).toMatchObject({
      ...{ nameId: null, link: { method: 'none', penalty: 0, others: [] } },
    })
  })
})

describe('the type of a stated name', () => {
  const [guess, told] = [aName('Tide Clock', { type: 'deal' }), aName('Tide Clock')]
  const listed = (name: Name): Name => ({ ...name, imported: true })

  it.each([
    [
      'what a catalogue lists, where the dimension is its own too',
      told,
      [listed(aName('Tide Clock', { type: 'project' }))],
      'project Tide Clock',
      'key',
    ],
    ['what a catalogue lists under it', guess, [listed(told)], 'feature Tide Clock', 'key'],
    ['itself where a catalogue lists it so', listed(guess), [listed(told)], 'deal Tide Clock', 'stated'],
    [
      'itself where the dimension is its own',
      told,
      [aName('Tide Clock', { type: 'project' })],
      'feature Tide Clock',
      'stated',
    ],
    ['the only namesake that has the dimension', guess, [told], 'feature Tide Clock', 'key'],
    [
      'itself where several have it',
      guess,
      [told, aName('Tide Clock', { type: 'project' })],
      'deal Tide Clock',
      'stated',
    ],
    [
      'itself where several are listed',
      guess,
      [listed(told), listed(aName('Tide Clock', { type: 'project' }))],
      'deal Tide Clock',
      'stated',
    ],
    [
      'no namesake of another series',
      guess,
      [aName('Tide Clock', { scope: 'series:weekly' })],
      'deal Tide Clock',
      'stated',
    ],
    [
      'no listed thing without the dimension',
      told,
      [listed(aName('Tide Clock', { type: 'person' }))],
      'feature Tide Clock',
      'stated',
    ],
    ['itself where its name is its own', told, [listed(aName('Buoy'))], 'feature Tide Clock', 'stated'],
  ])('means %s', (_what, said, others, expected, method) => {
    const found = attach({ statedName: said.id }, [said, ...others])

    expect([found.name, found.link?.method]).toEqual([expected, method])
  })

  it('of a value is one that the dimension takes', () => {
    const [ida, feature] = [aName('Ida', { type: 'person' }), aName('Ida')]
    const owner = { dimension: 'owner', statedName: clock.id, value: 'Ida' }

    expect(attach({ ...owner, statedValueName: feature.id }, [clock, ida, feature]).valueName).toBe('person Ida')
    expect(attach({ ...owner, statedValueName: ida.id }, [clock, ida, feature]).valueName).toBe('person Ida')
    expect(
      attach({ ...owner, statedValueName: feature.id, dimension: 'colour' }, [clock, ida, feature]).valueName,
    ).toBe('feature Ida')
    const nobody = { [ida.id]: { id: null, method: 'context' as const } }
    expect(attach({ ...owner, statedValueName: ida.id }, [clock, ida], { meant: nobody }).valueNameId).toBeNull()
  })
})

describe('an open observation', () => {
  const [deal, feature] = [aName('Bramwell', { type: 'deal' }), aName('Buoy')]

  it.each([
    ['what has its dimension', { dimension: 'status' }, 'feature Buoy'],
    ['what has another dimension', { dimension: 'stage' }, 'deal Bramwell'],
    ['the type that the words tell', { dimension: 'budget', typeHint: 'deal' }, 'deal Bramwell'],
    ['the nearest where both have it', { dimension: 'budget' }, 'feature Buoy'],
    ['nothing that has not', { dimension: 'role' }, null],
    ['nothing of another type', { dimension: 'status', typeHint: 'project' }, null],
  ])('counts for %s', (_what, fields, expected) => {
    expect(attach(fields, [deal, feature], { said: [deal, feature] }).name).toBe(expected)
  })
})

describe('the key of a value', () => {
  it.each([
    ['a free text has one', { dimension: 'blocker', value: 'waits for the crane' }, 'wait crane'],
    ['no other value does', { dimension: 'status', value: 'done' }, null],
    ['nor does none', { dimension: 'blocker', value: null }, null],
    ['nor one of no known dimension', { dimension: 'colour', value: 'red' }, null],
  ])('%s', (_what, fields, expected) => {
    expect(attach({ statedName: clock.id, ...fields }, [clock]).valueKey).toBe(expected)
  })
})
