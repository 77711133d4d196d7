import { describe, expect, it } from 'vitest'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { type ImportedEntity, importStatements } from '../../../../src/domain/record/import-statements.ts'
import { joinStatements, noStatements, type Statements } from '../../../../src/domain/record/statements.ts'
import {
  equivalenceOf,
  isSettled,
  verdictLink,
  withdrawnEquivalence,
  withdrawnLink,
} from '../../../../src/domain/record/verdict-facts.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { aModel, aName, tenant } from '../../../factories/names.ts'

const view = viewOf(aModel())
const given = (...entities: Partial<ImportedEntity>[]): Statements =>
  importStatements(
    tenant,
    entities.map((entity) => ({ type: 'feature', name: 'Tide Clock', aliases: [], state: [], ...entity })),
    view,
    7,
  )

describe('the facts of a catalogue', () => {
  it('are a name of its own for each thing, told and before all meetings', () => {
    const { sources, links, assertions } = given({})

    expect(sources).toEqual([
      {
        ...{
          nameId: aName('Tide Clock').id,
          type: 'feature',
          scope: 'tenant',
          key: 'tide clock',
          surface: 'Tide Clock',
        },
        ...{ kind: 'import', guessed: false, sourceId: sources[0]?.sourceId },
        orderKey: `${'0'.repeat(22)}.${'0'.repeat(32)}`,
      },
    ])
    expect([links, assertions]).toEqual([[], []])
  })

  it('are the same under the same ids when they are given again', () => {
    const entity = { aliases: ['TC'], state: [{ dimension: 'status', value: 'done' }] }

    expect(given(entity, entity)).toEqual(given(entity))
    const ids = (all: Statements) => [...all.sources.map((one) => one.sourceId), ...all.links.map((one) => one.id)]
    expect(new Set(ids(given(entity, { ...entity, type: 'deal' }))).size).toBe(6)
  })

  it('leave out what has no name', () => {
    expect(given({ name: ' — ', aliases: ['TC'] })).toEqual(noStatements())
    expect(given({ aliases: ['!', 'the tide clock'] }).links).toEqual([])
  })

  it('say of an alias what it stands for, and that it is no thing of its own', () => {
    const { sources, links } = given({ aliases: ['TC'] })

    expect(sources.map(({ surface, kind }) => [surface, kind]).sort()).toEqual([
      ['TC', 'pattern'],
      ['Tide Clock', 'import'],
    ])
    expect(links).toMatchObject([
      { kind: 'alias', origin: 'import', a: aName('TC').id, b: aName('Tide Clock').id, recorded: 0 },
    ])
  })

  it('call a thing by its first spelling in byte order', () => {
    expect(given({ name: 'tide clock' }, { name: 'Tide Clock' }).sources.map((one) => one.surface)).toEqual([
      'Tide Clock',
    ])
    expect(given({ name: 'Tide Clock' }, { name: 'tide clock' }).sources.map((one) => one.surface)).toEqual([
      'Tide Clock',
    ])
  })

  it('hold always where no day is told, else since that day', () => {
    const state = [
      { dimension: 'status', value: 'done' },
      { dimension: 'budget', value: '5 EUR', since: '2026-01-02T01:00:00+02:00' },
    ]

    expect(given({ state }).assertions).toMatchObject([
      {
        ...{ origin: 'import', nameId: aName('Tide Clock').id, dimension: 'status', op: 'set', value: 'done' },
        ...{ valueNameId: null, meetingId: null, occurredAt: '0001-01-01T00:00:00.000Z', recorded: 7, note: null },
      },
      { dimension: 'budget', occurredAt: '2026-01-01T23:00:00.000Z' },
    ])
  })

  it('keep the last of several states of a dimension, and each item of one that has many', () => {
    const state = ['open', 'done'].map((value) => ({ dimension: 'status', value }))
    const items = ['no crane', 'no permit', 'no crane'].map((value) => ({ dimension: 'blocker', value }))

    expect(given({ state }).assertions.map(({ op, value }) => [op, value])).toEqual([['set', 'done']])
    expect(given({ state: items }).assertions.map(({ op, value }) => [op, value])).toEqual([
      ['add', 'no crane'],
      ['add', 'no permit'],
    ])
  })

  it('name whoever a state names, as no thing of its own', () => {
    const { sources, assertions } = given({ state: [{ dimension: 'owner', value: 'Ida Moor' }] })
    const person = aName('Ida Moor', { type: 'person' }).id

    expect(assertions[0]?.valueNameId).toBe(person)
    expect(sources.find((one) => one.nameId === person)).toMatchObject({ type: 'person', kind: 'pattern' })
  })

  it('take a dimension that no model has for what was said', () => {
    expect(given({ state: [{ dimension: 'colour', value: 'red' }] }).assertions).toMatchObject([
      { dimension: 'colour', op: 'set', value: 'red', valueNameId: null },
    ])
  })
})

describe('statements', () => {
  it('are joined kind by kind', () => {
    const link = (id: string): NameLink => ({ id, kind: 'same', origin: 'user', a: 'a', b: 'b', recorded: 1 })
    const one = (id: string): Statements => {
      const full = given({ state: [{ dimension: 'status', value: 'done' }] })
      return {
        ...full,
        links: [link(id)],
        pins: [{ id, nameId: 'a', title: 'A', recorded: 1 }],
        relinks: [{ id, meetingId: 'm', from: 'a', to: 'b', recorded: 1 }],
        vetoes: [{ id, nameId: 'a', meetingId: 'm', dimension: 'status', claim: null }],
        equivalences: [{ id, dimension: 'blocker', a: 'a', b: 'b', verdict: 'same', analyst: 'x' }],
      }
    }
    const [first, second] = [one('1'), one('2')]
    const joined = joinStatements([first, noStatements(), second])

    for (const kind of Object.keys(noStatements()) as (keyof Statements)[])
      expect(joined[kind]).toEqual([...first[kind], ...second[kind]])
  })
})

describe('a verdict', () => {
  const names = { a: 'name-b', b: 'name-a', verdict: 'same', analyst: 'a1', promptVersion: 'v1' } as const
  const texts = { ...names, dimension: 'blocker' }

  it('is one fact for a pair, in whatever order and whoever judges', () => {
    expect(verdictLink(tenant, names)).toEqual({
      ...{ id: verdictLink(tenant, { ...names, a: 'name-a', b: 'name-b' }).id, kind: 'same', origin: 'model' },
      ...{ a: 'name-a', b: 'name-b', recorded: 0, analyst: 'a1' },
    })
    expect(verdictLink(tenant, { ...names, analyst: 'a2', verdict: 'unsure' }).id).toBe(verdictLink(tenant, names).id)
    expect(equivalenceOf(tenant, texts)).toMatchObject({
      ...{ dimension: 'blocker', a: 'name-a', b: 'name-b', verdict: 'same', analyst: 'a1' },
    })
  })

  it('is another fact of another pair, dimension, tenant or kind', () => {
    const ids = [
      verdictLink(tenant, names),
      verdictLink(tenant, { ...names, a: 'name-c' }),
      verdictLink('other', names),
      equivalenceOf(tenant, texts),
      equivalenceOf(tenant, { ...texts, dimension: 'summary' }),
      equivalenceOf('other', texts),
    ].map((one) => one.id)

    expect(new Set(ids).size).toBe(6)
  })

  it('that was taken back settles nothing and is asked of nobody', () => {
    const [link, text] = [withdrawnLink(verdictLink(tenant, names)), withdrawnEquivalence(equivalenceOf(tenant, texts))]

    expect([link?.kind, text.verdict]).toEqual(['unsure', 'unsure'])
    expect(isSettled({ verdict: 'unsure', analyst: link?.analyst ?? '?' }, 'a9')).toBe(true)
    expect(isSettled(text, 'a9')).toBe(true)
  })

  it('of a person leaves nothing when it is taken back', () => {
    expect(withdrawnLink({ ...verdictLink(tenant, names), origin: 'user' })).toBeNull()
  })

  it.each([
    ['same', 'a0', true],
    ['different', 'a0', true],
    ['unsure', 'a0', false],
    ['unsure', 'a1', true],
  ] as const)('of %s by %s is settled for a1: %s', (verdict, analyst, expected) => {
    expect(isSettled({ verdict, analyst }, 'a1')).toBe(expected)
  })
})
