import { describe, expect, it } from 'vitest'
import type { Name } from '../../../../src/domain/name/name.ts'
import { createClaimReader } from '../../../../src/domain/record/claim-meaning.ts'
import { titleMeaning } from '../../../../src/domain/record/title-meaning.ts'
import { aBook, aModelWithProjects, aName } from '../../../factories/names.ts'

const listed = (surface: string, override: Partial<Name> = {}) => aName(surface, { imported: true, ...override })
const bookOf = (names: Name[]) => aBook(names, aModelWithProjects())
const inBytes = (names: Name[]) => names.map(({ id }) => id).sort()

/** What a short form means: the surface of a name, those of several, or nothing. */
const show = (book: ReturnType<typeof bookOf>, meant: ReturnType<ReturnType<typeof createClaimReader>['ofTitle']>) => {
  if (meant === undefined) return null
  const surface = (id: string) => book.get(id)?.surface
  return 'id' in meant ? surface(meant.id) : meant.others.map(surface)
}

describe('a short form in a meeting', () => {
  const pump = listed('Bilge pump upgrade')
  const [ferries, yards] = [listed('Bramwell Ferries'), listed('Bramwell Yards')]
  const [harbour, yard] = [listed('Harbour checklist'), listed('Yard checklist')]

  const meant = (
    key: string,
    names: Name[],
    { present = [], how = {} }: { present?: Name[]; how?: { written?: boolean; pointed?: boolean } } = {},
  ) => {
    const book = bookOf(names)
    const reader = createClaimReader(book, new Set(present.map(({ id }) => id)), 'weekly')
    return show(book, reader.ofShortForm({ key, written: false, pointed: false, ...how }))
  }

  it.each([
    ['the only thing that has it', 'bilge pump', [pump], {}, 'Bilge pump upgrade'],
    ['nothing that nobody has', 'bilge crane', [pump], { how: { written: true, pointed: true } }, null],
    ['a proper name where it is written as one', 'bramwell', [ferries], { how: { written: true } }, 'Bramwell Ferries'],
    ['no proper name that is written as any word', 'bramwell', [ferries], { how: { pointed: true } }, null],
    ['no everyday word', 'checklist', [harbour], { how: { written: true, pointed: true } }, null],
    [
      'an everyday word of what was said in full',
      'checklist',
      [harbour],
      { present: [harbour], how: { pointed: true } },
      'Harbour checklist',
    ],
    [
      'what was said in full where it is written as a name',
      'checklist',
      [harbour],
      { present: [harbour], how: { written: true } },
      'Harbour checklist',
    ],
    ['nothing where it is said of anything', 'checklist', [harbour], { present: [harbour] }, null],
    [
      'nothing where several were said in full',
      'checklist',
      [harbour, yard],
      { present: [harbour, yard], how: { pointed: true } },
      null,
    ],
    [
      'the one of several that was said in full',
      'bramwell',
      [ferries, yards],
      { present: [yards], how: { written: true } },
      'Bramwell Yards',
    ],
  ])('means %s', (_what, key, names, setting, expected) => {
    expect(meant(key, names, setting)).toEqual(expected)
  })

  it.each([2, 4, 5])('of %i things means none of them, and tells which where they are few', (count) => {
    const all = ['Ferries', 'Yards', 'Docks', 'Cranes', 'Tugs']
      .slice(0, count)
      .map((word) => listed(`Bramwell ${word}`))
    const told = inBytes(all).map((id) => all.find((one) => one.id === id)?.surface)

    expect(meant('bramwell', all, { how: { written: true } })).toEqual(count > 4 ? null : told)
  })

  it('does not mean what belongs to another series', () => {
    const elsewhere = { ...pump, scope: 'series:monthly' }

    expect(meant('bilge pump', [elsewhere])).toBeNull()
    expect(meant('bilge pump', [{ ...pump, scope: 'series:weekly' }])).toBe('Bilge pump upgrade')
  })

  it('does not mean a name that several things claim', () => {
    const book = bookOf([pump])
    book.setContest(pump.id, [['a'], ['b']])
    const reader = createClaimReader(book, new Set([pump.id]), null)

    expect(reader.ofShortForm({ key: 'bilge pump', written: true, pointed: true })).toBeUndefined()
  })

  it('means a thing once, by the name that is listed, else by the first in byte order', () => {
    const [first = '', last = ''] = inBytes([harbour, yard])
    const listing = (...ids: string[]) => {
      const book = bookOf([harbour, yard].map((one) => ({ ...one, imported: ids.includes(one.id) })))
      for (const { id } of [harbour, yard]) book.setThing(id, 'thing')
      const reader = createClaimReader(book, new Set([last, first]), null)
      return reader.ofShortForm({ key: 'checklist', written: true, pointed: true })
    }

    expect(listing(first, last)).toEqual({ id: first })
    expect(listing()).toEqual({ id: first })
    expect(listing(last)).toEqual({ id: last })
    expect(listing(first)).toEqual({ id: first })
  })

  it('that a crowd has means only what was said in full', () => {
    const crowd = Array.from({ length: 51 }, (_, at) =>
      listed(`Bramwell ${String.fromCharCode(97 + (at % 26)).repeat(4 + at / 26)}`),
    )
    const one = crowd[7] as Name

    expect(new Set(crowd.map(({ id }) => id)).size).toBe(51)
    expect(meant('bramwell', crowd, { present: [one], how: { written: true } })).toBe(one.surface)
    expect(meant('bramwell', crowd, { how: { written: true } })).toBeNull()
  })

  it('is looked for where a listed name or one that was said has it', () => {
    const book = bookOf([pump, harbour, aName('Harbour tide clock')])
    const { forms } = createClaimReader(book, new Set([harbour.id, aName('Harbour tide clock').id]), null)
    const bare = createClaimReader(book, new Set(), null).forms

    expect(['bilge pump', 'checklist', '^htc', 'crane'].map(forms.has)).toEqual([true, true, true, false])
    expect(['bilge', 'checklist', 'htc', '^htc', 'tide', 'crane', 'bilge pump'].map(forms.begins)).toEqual([
      ...[true, true, true, false, true, false, false],
    ])
    expect(['bilge pump', 'checklist', '^htc'].map(bare.has)).toEqual([true, false, false])
    expect(['bilge', 'htc'].map(bare.begins)).toEqual([true, false])
  })
})

describe('a title', () => {
  const calculator = listed('Guest berth calculator')
  const long = listed('Guest berth calculator redesign')

  const about = (text: string, names: Name[]) => {
    const book = bookOf(names)
    const ids = (claimants: readonly { id: string }[]) => [...new Set(claimants.map(({ id }) => id))].sort()
    return show(book, titleMeaning(book, text, ids))
  }

  it.each([
    ['has all its words in any order', 'Calculator of berths for guests', [calculator], 'Guest berth calculator'],
    ['is half of it', 'Harbour dues berth calculator', [listed('Berth calculator')], 'Berth calculator'],
    [
      'is half of it, frames and numbers left out',
      'Update on 2 berth calculator dues harbour',
      [listed('Berth calculator')],
      'Berth calculator',
    ],
    [
      'is the whole of a longer one',
      'Guest berth calculator',
      [calculator, listed('Berth calculator')],
      'Guest berth calculator',
    ],
    ['lacks one of four words', 'Guests: berth calculator', [long], 'Guest berth calculator redesign'],
    [
      'lacks one of four words and is most of it',
      'Guests: berth calculator dues',
      [long],
      'Guest berth calculator redesign',
    ],
  ])('is about a thing that %s', (_what, text, names, expected) => {
    expect(about(text, names)).toBe(expected)
  })

  it.each([
    ['is less than half of it', 'Harbour dues storm berth calculator', [listed('Berth calculator')]],
    ['lacks one of three words', 'Guest calculator', [calculator]],
    ['lacks one of four words and is little of it', 'Guests: berth calculator dues storm', [long]],
    ['lacks two of four words', 'Berth calculator', [long]],
    ['is one word', 'Calculator', [listed('Berth calculator')]],
    [
      'stands in a speech',
      'Guest berth calculator harbour dues storm damage list signs crane tide buoy anchor',
      [calculator],
    ],
    ['nobody listed', 'Calculator of berths for guests', [aName('Guest berth calculator')]],
  ])('is not about a thing that %s', (_what, text, names) => {
    expect(about(text, names)).toBeNull()
  })

  it('that holds all words of one thing and all but one of another is about the first', () => {
    const other = listed('Guest berth calculator removal')

    expect(about('Redesign: berth calculator for guests', [long, other])).toBe('Guest berth calculator redesign')
    expect(about('Berth calculator for guests', [long, other])).toHaveLength(2)
  })

  it('is read up to twelve words long', () => {
    const framed = (more: string) =>
      about(`Update review status meeting agenda sync recap ${more} guest berth calculator`, [calculator])

    expect(framed('progress debate')).toBe('Guest berth calculator')
    expect(framed('progress debate intro')).toBeNull()
  })

  it.each([2, 4, 5])(
    'of %i things that fit alike is about none of them, and tells which where they are few',
    (count) => {
      const types = ['feature', 'deal', 'project', 'other', 'last'].slice(0, count)
      const all = types.map((type) => listed('Guest berth calculator', { type }))
      const told = about('Calculator of berths for guests', all)

      expect(told).toEqual(count > 4 ? null : all.map(({ surface }) => surface))
    },
  )
})
