import { describe, expect, it } from 'vitest'
import { clusterNames } from '../../../../src/domain/entity/cluster-names.ts'
import { componentsOf } from '../../../../src/domain/entity/component.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { createEquivalences } from '../../../../src/domain/observation/equivalence.ts'
import { findNameQuestions } from '../../../../src/domain/record/name-questions.ts'
import { findValueQuestions, type TextOf } from '../../../../src/domain/record/value-questions.ts'
import { equivalenceOf, verdictLink } from '../../../../src/domain/record/verdict-facts.ts'
import { aBook, aModelWithProjects, aName, tenant } from '../../../factories/names.ts'

/** What is asked about `said` among all names, by analyst `a1`. */
const asked = (said: Name[], others: Name[], links: NameLink[] = []): string[] => {
  const names = [...said, ...others]
  const book = aBook(names, aModelWithProjects())
  for (const one of links) book.putLink(one)
  const things = new Map<string, string[]>()
  for (const component of componentsOf(
    book,
    names.map((name) => name.id),
  ))
    for (const ids of clusterNames(component).clusters) {
      const [first = ''] = ids
      things.set(first, ids)
      for (const id of ids) book.setThing(id, first)
    }
  const show = (id: string) => book.get(id)?.surface ?? '?'
  return findNameQuestions(
    { book, membersOf: (thing) => things.get(thing) ?? [], analyst: 'a1' },
    said.map((name) => name.id),
  ).map(({ a, b, contextual }) => `${show(a)} ${contextual ? '~' : '='} ${show(b)}`)
}

const [long, short] = [aName('Roster Import Helper'), aName('Roster Import')]
const verdict = (kind: 'same' | 'different' | 'unsure', analyst: string) =>
  verdictLink(tenant, { a: long.id, b: short.id, verdict: kind, analyst, promptVersion: 'v1' })

describe('findNameQuestions', () => {
  it('asks what is between a suggestion and a link, the likeliest first', () => {
    const [turned, far] = [aName('Import Roster'), aName('Payroll Export')]

    expect(asked([short], [long, turned, far])).toEqual([
      'Roster Import = Import Roster',
      'Roster Import = Roster Import Helper',
    ])
  })

  it('asks nothing about what is one thing already, or of two versions', () => {
    expect(asked([short], [aName('RosterImports'), aName('Roster Import 2'), aName('Roster Import Beta')])).toEqual([])
  })

  it('asks once for two things, however many names they have', () => {
    const other = aName('Imports Roster Helper')

    expect(
      asked(
        [short],
        [long, other],
        [verdictLink(tenant, { a: long.id, b: other.id, verdict: 'same', analyst: 'a1', promptVersion: 'v1' })],
      ),
    ).toHaveLength(1)
  })

  it('asks nobody about what a user said or anybody judged, but another one what somebody was unsure about', () => {
    const user: NameLink = { id: 'f', kind: 'different', origin: 'user', a: long.id, b: short.id, recorded: 1 }

    expect(asked([short], [long], [user])).toEqual([])
    expect(asked([short], [long], [verdict('different', 'a0')])).toEqual([])
    expect(asked([short], [long], [verdict('unsure', 'a1')])).toEqual([])
    expect(asked([short], [long], [verdict('unsure', 'a0')])).toHaveLength(1)
  })

  it('asks nothing about two things that a catalogue lists', () => {
    const listed = aName('Roster Import Helper', { imported: true })

    expect(asked([aName('Roster Import', { imported: true })], [listed])).toEqual([])
    expect(asked([short], [listed])).toHaveLength(1)
  })

  it('offers for a short name the few longer ones that hold its word, of its type or one that was assumed', () => {
    const checklist = aName('the checklist', { type: 'project', scope: 'series:alpha' })
    const known = ['Opening Checklist', 'Closing Checklist'].map((surface) => aName(surface))
    const strange = [
      aName('Fire Checklist', { scope: 'series:beta' }),
      aName('Checklist 2'),
      aName('Ana Checklist', { type: 'person' }),
    ]

    expect(asked([checklist], [...known, ...strange]).sort()).toEqual([
      'the checklist ~ Closing Checklist',
      'the checklist ~ Opening Checklist',
    ])
    expect(asked([aName('Checklist', { type: 'deal' })], known)).toEqual([])
  })

  it('offers nothing for a word that many names share', () => {
    const many = [...'abcdefg'].map((letter) => aName(`${letter.repeat(5)} checklist`))

    expect(asked([aName('checklist')], many)).toEqual([])
  })

  describe('across types', () => {
    const guess = (surface: string) => aName(surface, { type: 'deal', guessed: true })
    const listed = (surface: string) => aName(surface, { imported: true })

    it.each([
      ['pharmacy', 'Pharmacy interface'],
      ['Scanners', 'Bedside scanners'],
      ['Pilot', '4 East pilot'],
    ])('offers for a short name of a guessed type the longer one that holds it: %s', (short, long) => {
      expect(asked([guess(short)], [listed(long)])).toEqual([`${short} ~ ${long}`])
      expect(asked([aName(short, { type: 'deal' })], [listed(long)])).toEqual([])
    })

    it('offers each of a few longer ones, but no other version and no other identifier', () => {
      const others = ['East pilot', 'Night pilot', 'Pilot 4', 'Pilot beta', 'PIL-12 pilot'].map(listed)

      expect(asked([guess('Pilot')], others).sort()).toEqual(
        ['Pilot ~ East pilot', 'Pilot ~ Night pilot', 'Pilot ~ PIL-12 pilot'].sort(),
      )
    })

    it('offers what would be suggested or linked if it were of one type', () => {
      expect(asked([guess('Roster Import')], [listed('Roster Import Helper')])).toEqual([
        'Roster Import = Roster Import Helper',
      ])
      expect(asked([guess('Rosterimport')], [listed('Roster Import')])).toEqual(['Rosterimport = Roster Import'])
      expect(asked([guess('RIH')], [listed('Roster Import Helper')])).toEqual(['RIH = Roster Import Helper'])
      expect(asked([aName('Roster Import')], [guess('Roster Import Helper')])).toHaveLength(1)
    })

    it('offers no people, nothing of two told types and nothing of another series', () => {
      expect(asked([guess('Ana Ruiz')], [aName('Ana Ruiz Lopez', { type: 'person' })])).toEqual([])
      expect(asked([aName('Roster Import', { type: 'deal' })], [listed('Roster Import Helper')])).toEqual([])
      const here = aName('the import', { type: 'deal', guessed: true, scope: 'series:alpha' })
      expect(asked([here], [aName('Roster import', { scope: 'series:beta' })])).toEqual([])
    })
  })
})

const entity = { id: 'e1', name: 'Roster' }
const text = (text: string, dimension = 'blocker', of = entity): TextOf => ({ entity: of, dimension, text })

describe('findValueQuestions', () => {
  const ask = (stated: TextOf[], current: TextOf[], known = createEquivalences()) =>
    findValueQuestions({ judged: known, analyst: 'a1' }, stated, current).map(({ a, b }) => `${a.text} = ${b.text}`)

  it('asks about texts of one dimension of one entity that rules cannot tell, the likeliest first', () => {
    const stated = [text('lawyers must sign')]
    const current = [
      text('no money'),
      text('waiting for the lawyers'),
      text('x', 'role'),
      text('y', 'blocker', { id: 'e2', name: '' }),
    ]

    expect(ask(stated, current)).toEqual([
      'lawyers must sign = waiting for the lawyers',
      'lawyers must sign = no money',
    ])
  })

  it('finds that likelier which has more of its words in common', () => {
    const [few, one] = [text('crane hire money people paper north'), text('crane')]

    expect(ask([text('crane hire late')], [few, one])).toEqual([
      'crane hire late = crane',
      'crane hire late = crane hire money people paper north',
    ])
  })

  it('leaves to rules what they can tell, and numbers, days and months to what they say', () => {
    expect(ask([text('the legal review')], [text('legal review')])).toEqual([])
    expect(ask([text('needs 3 people')], [text('short of 4 people')])).toEqual([])
    expect(ask([text('stuck until Monday')], [text('waits for Friday')])).toEqual([])
  })

  it('asks about two texts of one meeting once', () => {
    expect(ask([text('legal'), text('the lawyers')], [])).toEqual(['legal = the lawyers'])
  })

  it('does not ask again, unless another one was unsure', () => {
    const known = (verdict: 'same' | 'unsure', analyst: string) =>
      createEquivalences([
        equivalenceOf(tenant, { dimension: 'blocker', a: 'legal', b: 'lawyer', verdict, analyst, promptVersion: 'v1' }),
      ])

    expect(ask([text('legal')], [text('the lawyers')], known('same', 'a0'))).toEqual([])
    expect(ask([text('legal')], [text('the lawyers')], known('unsure', 'a1'))).toEqual([])
    expect(ask([text('legal')], [text('the lawyers')], known('unsure', 'a0'))).toHaveLength(1)
  })
})
