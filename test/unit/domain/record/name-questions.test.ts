import { describe, expect, it } from 'vitest'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { findNameQuestions } from '../../../../src/domain/record/name-questions.ts'
import { aBook, aModelWithProjects, aName } from '../../../factories/names.ts'

type Setting = { things?: Name[][]; without?: Name[]; links?: [Name, Name, NameLink['kind']][] }

/** What is asked about `said`, where each name is a thing of its own unless told otherwise. */
const asked = (said: Name[], others: Name[], { things = [], without = [], links = [] }: Setting = {}): string[] => {
  const names = [...said, ...others]
  const book = aBook(names, aModelWithProjects())
  for (const [at, [a, b, kind]] of links.entries())
    book.putLink({ id: `${at}`, kind, origin: 'user', a: a.id, b: b.id, recorded: at })
  for (const { id } of names) if (!without.some((one) => one.id === id)) book.setThing(id, id)
  const members = new Map(names.map(({ id }) => [id, [id]]))
  for (const thing of things) {
    const ids = thing.map(({ id }) => id)
    for (const id of ids) book.setThing(id, ids[0])
    members.set(ids[0] ?? '', ids)
  }
  const show = (id: string) => book.get(id)?.surface ?? '?'
  return findNameQuestions(
    { book, membersOf: (thing) => members.get(thing) ?? [], analyst: 'a1' },
    said.map(({ id }) => id),
  ).map(({ a, b, contextual }) => `${show(a)} ${contextual ? '~' : '='} ${show(b)}`)
}

const guess = (surface: string, override: Partial<Name> = {}) =>
  aName(surface, { type: 'deal', guessed: true, ...override })
const inSeries = (surface: string, series = 'alpha', override: Partial<Name> = {}) =>
  aName(surface, { scope: `series:${series}`, ...override })
const [short, long] = [aName('Roster Import'), aName('Roster Import Helper')]
const question = 'Roster Import = Roster Import Helper'

describe('questions about two things', () => {
  it('are asked once, whichever was said', () => {
    expect(asked([short, short], [long])).toEqual([question])
    expect(asked([short, long], [])).toHaveLength(1)
    expect(asked([long, short], [])).toEqual(asked([short, long], []))
  })

  it('are asked in the order of their words where they are as likely', () => {
    const all = ['Roster Import Yard', 'Roster Import Helper', 'Roster Import Tool'].map((one) => aName(one))
    const one = asked([short], all)

    expect(one.slice().sort()).toEqual(one)
    expect(asked([short], [...all].reverse())).toEqual(one)
  })

  it.each([
    ['are one already', { things: [[short, long]] }],
    ['of which one belongs to several', { without: [short] }],
    ['of which the other belongs to several', { without: [long] }],
    ['that a user told apart', { links: [[short, long, 'different']] }],
    [
      'that a user told apart by other names',
      {
        things: [
          [short, aName('Crew list')],
          [long, aName('Berth plan')],
        ],
        links: [[aName('Berth plan'), aName('Crew list'), 'different']],
      },
    ],
  ] satisfies [string, Setting][])('are not asked where they %s', (_why, setting) => {
    expect(asked([short], [long, aName('Crew list'), aName('Berth plan')], setting)).toEqual([])
  })

  it('are asked whatever a user said of other things', () => {
    expect(asked([short], [long, aName('Crew list')], { links: [[short, aName('Crew list'), 'same']] })).toEqual([
      question,
    ])
  })

  it('are not asked of what is certain, but of initials', () => {
    expect(asked([aName('Rosterimport')], [short])).toEqual([])
    expect(asked([aName('RIH')], [long])).toEqual(['RIH = Roster Import Helper'])
  })

  it('are not asked where a catalogue lists both, by whatever name', () => {
    const [said, listed] = [aName('Crew list', { imported: true }), { ...long, imported: true }]

    expect(asked([short], [said, listed], { things: [[short, said]] })).toEqual([])
    expect(asked([short], [said, listed])).toEqual([question])
    expect(
      asked([short], [said, listed, aName('Berth plan')], {
        things: [
          [listed, aName('Berth plan')],
          [short, said],
        ],
      }),
    ).toEqual([])
  })

  it('are not asked where other names tell that they are of two types', () => {
    const said = guess('Roster Import')
    const [deal, feature] = [aName('Crew list', { type: 'deal' }), aName('Berth plan')]

    expect(asked([said], [long])).toEqual([question])
    expect(asked([said], [long, deal], { things: [[said, deal]] })).toEqual([])
    expect(asked([said], [long, deal, feature], { things: [[said, deal, feature]] })).toEqual([question])
    expect(asked([said], [long, deal], { things: [[long, deal]] })).toEqual([question])
  })
})

describe('a name that may be of another type', () => {
  it.each([
    ['of the whole tenant', guess('Roster Import'), long],
    ['of one series', guess('Roster Import', { scope: 'series:alpha' }), inSeries('Roster Import Helper')],
    ['of a series and the tenant', guess('Roster Import', { scope: 'series:alpha' }), long],
    ['of the tenant and a series', guess('Roster Import'), inSeries('Roster Import Helper')],
    ['that was told, with a guess', short, guess('Roster Import Helper')],
  ])('is asked about: %s', (_what, said, other) => {
    expect(asked([said], [other])).toEqual([question])
  })

  it.each([
    ['of two series', guess('Roster Import', { scope: 'series:alpha' }), inSeries('Roster Import Helper', 'beta')],
    ['of two told types', aName('Roster Import', { type: 'deal' }), long],
    ['of other words', guess('Harbour list'), aName('Yard list')],
    ['of a person', aName('Ana', { type: 'person' }), guess('Ana checklist')],
    ['for a person', guess('Ana'), aName('Ana Ruiz', { type: 'person' })],
  ])('is not asked about: %s', (_what, said, other) => {
    expect(asked([said], [other])).toEqual([])
  })
})

describe('a short name', () => {
  const opening = aName('Opening checklist')

  it.each([
    ['one word', aName('Checklist'), opening],
    ['a word of a series', inSeries('checklist'), opening],
    ['a word of a series for a longer one of it', inSeries('checklist'), inSeries('Opening checklist')],
    ['some words of a series', inSeries('Opening checklist'), aName('East Opening checklist')],
    ['the same words of a series', inSeries('Opening checklist'), opening],
    ['a guessed one', guess('Checklist'), opening],
    ['one for a guessed one', aName('Checklist'), guess('Opening checklist')],
  ])('may stand for a longer one: %s', (_what, said, other) => {
    expect(asked([said], [other])).toEqual([`${said.surface} ~ ${other.surface}`])
  })

  it.each([
    ['that is listed', aName('Checklist', { imported: true }), opening],
    ['with a number', inSeries('Checklist 2'), aName('Opening checklist 2')],
    ['in capitals', inSeries('RIH'), aName('Import RIH')],
    ['of several words', opening, aName('East Opening checklist')],
    ['of another series', inSeries('checklist'), inSeries('Opening checklist', 'beta')],
    ['of the tenant for one of a series', aName('Checklist'), inSeries('Opening checklist')],
    ['of a part', guess('Beta checklist'), aName('East beta checklist')],
    ['of another type', aName('Checklist', { type: 'deal' }), opening],
    ['of which one word is missing', inSeries('Closing checklist'), opening],
  ])('does not stand for a longer one: %s', (_what, said, other) => {
    expect(asked([said], [other])).toEqual([])
  })

  it('may stand for six longer ones, but hardly for more', () => {
    const many = [...'abcdefg'].map((letter) => aName(`${letter.repeat(5)} checklist`))

    expect(asked([aName('Checklist')], many.slice(1))).toHaveLength(6)
    expect(asked([aName('Checklist')], many)).toEqual([])
  })
})
