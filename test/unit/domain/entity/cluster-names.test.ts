import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterNames } from '../../../../src/domain/entity/cluster-names.ts'
import { componentsOf } from '../../../../src/domain/entity/component.ts'
import { aliasesOf, representCluster } from '../../../../src/domain/entity/represent.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { aBook, aModelWithProjects, aName } from '../../../factories/names.ts'

let facts = 0
const link = (
  kind: NameLink['kind'],
  a: Name,
  b: Name,
  origin: NameLink['origin'] = 'user',
  recorded = 0,
): NameLink => ({
  id: `fact-${String(++facts).padStart(4, '0')}`,
  kind,
  origin,
  a: a.id,
  b: b.id,
  recorded,
})

/** The surfaces of each cluster, and of contested names. */
const cluster = (names: Name[], links: NameLink[] = []) => {
  const book = aBook(names, aModelWithProjects())
  for (const one of links) book.putLink(one)
  const results = componentsOf(
    book,
    names.map((name) => name.id),
  ).map(clusterNames)
  const show = (id: string) => book.get(id)?.surface ?? '?'
  return {
    clusters: results.flatMap((result) => result.clusters.map((ids) => ids.map(show).sort().join(' = '))).sort(),
    // Names of several components stand in the order in which somebody asked for them.
    contested: results
      .flatMap((result) =>
        result.contested.map(({ id, contest }) => ({
          name: show(id),
          things: contest.map((group) => group.map(show)),
        })),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

const big = aName('Big Int')
const bigint = aName('bigint')
const apple = aName('Calendar Sync')
const pear = aName('Roster Import')
const plum = aName('Shift Swap')

describe('clusterNames', () => {
  it('unites what a certain edge links and nothing else', () => {
    expect(cluster([big, bigint, apple]).clusters).toEqual(['Big Int = bigint', 'Calendar Sync'])
  })

  it('lets a user unite and separate', () => {
    expect(cluster([apple, pear], [link('same', apple, pear)]).clusters).toEqual(['Calendar Sync = Roster Import'])
    expect(cluster([big, bigint], [link('different', big, bigint)]).clusters).toEqual(['Big Int', 'bigint'])
  })

  it('believes the user who spoke last', () => {
    const [same, different] = [link('same', apple, pear, 'user', 1), link('different', apple, pear, 'user', 2)]

    expect(cluster([apple, pear], [same, different]).clusters).toHaveLength(2)
    expect(cluster([apple, pear], [{ ...same, recorded: 3 }, different]).clusters).toHaveLength(1)
  })

  it('keeps a separation through third names', () => {
    const links = [
      link('different', apple, pear, 'user', 2),
      link('alias', plum, apple, 'meeting'),
      link('alias', plum, pear, 'meeting'),
    ]

    const { clusters } = cluster([apple, pear, plum], links)

    expect(clusters).not.toContain('Calendar Sync = Roster Import = Shift Swap')
  })

  it('keeps imported names apart unless a user unites them', () => {
    const [a, b] = [aName('Big Int', { imported: true }), aName('bigint', { imported: true })]

    expect(cluster([a, b]).clusters).toHaveLength(2)
    expect(cluster([a, b], [link('alias', a, b, 'import')]).clusters).toHaveLength(2)
    expect(cluster([a, b], [link('same', a, b)]).clusters).toHaveLength(1)
  })

  it('gives an alias that several things claim to none of them', () => {
    const [x, y, short] = [
      aName('Roster Import', { imported: true }),
      aName('Rest Interface', { imported: true }),
      aName('RI'),
    ]
    const links = [link('alias', short, x, 'import'), link('alias', short, y, 'import')]

    expect(cluster([x, y, short], links)).toEqual({
      clusters: ['Rest Interface', 'Roster Import'],
      contested: [{ name: 'RI', things: [['Rest Interface'], ['Roster Import']] }],
    })
    expect(cluster([x, y, short], [...links, link('same', x, y)]).clusters).toEqual([
      'RI = Rest Interface = Roster Import',
    ])
    expect(cluster([x, y, short], [...links, link('different', short, y)]).clusters).toEqual([
      'RI = Roster Import',
      'Rest Interface',
    ])
  })

  it('gives an acronym to the only name that it abbreviates', () => {
    const [tla, first, second] = [aName('TLA'), aName('Top level await'), aName('Three letter acronym')]

    expect(cluster([tla, first]).clusters).toEqual(['TLA = Top level await'])
    expect(cluster([tla, first, second]).clusters).toEqual(['TLA', 'Three letter acronym', 'Top level await'])
  })

  describe('a name whose type nobody told', () => {
    const assumed = aName('Opening Night', { type: 'project' })
    const told = aName('Opening Night')

    it('is what its only namesake is', () => {
      expect(cluster([assumed, told]).clusters).toEqual(['Opening Night = Opening Night'])
      expect(representCluster(aBook([assumed, told], aModelWithProjects()), [assumed.id, told.id])).toMatchObject({
        id: told.id,
        type: 'feature',
      })
    })

    it('stays what it was taken for where several things are called so', () => {
      const deal = aName('Opening Night', { type: 'deal' })

      expect(cluster([assumed, told, deal]).clusters).toHaveLength(3)
      expect(cluster([assumed, told, deal], [link('different', assumed, deal)]).clusters).toEqual([
        'Opening Night',
        'Opening Night = Opening Night',
      ])
    })

    it('is no person, no other spelling, no other version and nothing that a user keeps apart', () => {
      const others = [
        aName('Opening Night', { type: 'person' }),
        aName('Opening Nights 2'),
        aName('Openingnight'),
        aName('Opening Night', { scope: 'series:alpha' }),
      ]

      for (const other of others) expect(cluster([assumed, other]).clusters).toHaveLength(2)
      expect(cluster([assumed, told], [link('different', assumed, told)]).clusters).toHaveLength(2)
    })

    it('does not bring things of two types together', () => {
      const other = aName('Openingnight', { type: 'project' })
      const deal = aName('Openingnight', { type: 'deal' })

      const { clusters } = cluster([assumed, told, other, deal])

      expect(clusters).toHaveLength(2)
    })

    it('has its type from the catalogue that lists it', () => {
      const listed = aName('Opening Night', { type: 'project', imported: true })
      const named = aName('Premiere', { type: 'project', imported: true })

      expect(cluster([listed, told]).clusters).toHaveLength(2)
      expect(cluster([named, assumed, told], [link('alias', assumed, named, 'import')]).clusters).toEqual([
        'Opening Night',
        'Opening Night = Premiere',
      ])
    })
  })

  describe('names of guessed types', () => {
    const guess = (surface: string, type: string, override: Partial<Name> = {}) =>
      aName(surface, { type, guessed: true, ...override })
    const listed = aName('Pharmacy Interface', { imported: true })

    it('are one thing when they read alike, of the type of the first of them', () => {
      const first = guess('Pharmacy', 'deal', { firstKey: '1' })
      const names = [guess('Pharmacy', 'feature'), first, guess('Pharmacy', 'project')]

      expect(cluster(names).clusters).toEqual(['Pharmacy = Pharmacy = Pharmacy'])
      const ids = names.map((name) => name.id)
      expect(representCluster(aBook(names, aModelWithProjects()), ids)).toMatchObject({ id: first.id, type: 'deal' })
      expect(representCluster(aBook(names, aModelWithProjects()), ids.reverse())).toMatchObject({ id: first.id })
    })

    it('are what their only namesake of a told type is, and stay one guess where there are two', () => {
      const guesses = [guess('Pharmacy Interface', 'deal'), guess('Pharmacy Interface', 'project')]
      const two = [aName('Gateway'), aName('Gateway', { type: 'deal' })]

      expect(cluster([listed, ...guesses]).clusters).toEqual([
        'Pharmacy Interface = Pharmacy Interface = Pharmacy Interface',
      ])
      expect(cluster([...two, guess('Gateway', 'project')]).clusters).toHaveLength(3)
    })

    it('are no people, whatever is judged, and no other version', () => {
      const person = aName('Pharmacy', { type: 'person' })
      const thing = guess('Pharmacy', 'deal')

      expect(cluster([person, thing, aName('Pharmacy 2')]).clusters).toHaveLength(3)
      expect(cluster([person, thing], [link('same', person, thing, 'model')]).clusters).toHaveLength(2)
    })

    it('become what a model judges them to be, but do not bring two told types together', () => {
      const short = guess('pharmacy', 'project')
      const deal = aName('Pharmacy Interface', { type: 'deal' })
      const same = (other: Name) => link('same', short, other, 'model')

      expect(cluster([short, listed], [same(listed)]).clusters).toEqual(['Pharmacy Interface = pharmacy'])
      expect(cluster([short, listed, deal], [same(listed), same(deal)]).clusters).toHaveLength(2)
      expect(cluster([listed, deal], [link('same', listed, deal, 'model')]).clusters).toHaveLength(2)
    })

    it('do not join the things that each was declared another form of', () => {
      const [one, other] = [guess('PI', 'project'), guess('PI', 'deal')]
      const [pharmacy, payroll] = [guess('Pharmacy Interface', 'project'), guess('Payroll Import', 'deal')]
      const links = [link('alias', one, pharmacy, 'meeting'), link('alias', other, payroll, 'meeting')]

      expect(cluster([one, other, pharmacy, payroll], links).clusters).toEqual([
        'PI = Payroll Import',
        'PI = Pharmacy Interface',
      ])
    })
  })

  it('does not depend on the order of names and facts', () => {
    const surfaces = [
      'Big Int',
      'bigint',
      'Calendar Sync',
      'CalendarSyncs v2',
      'TLA',
      'Top level await',
      'Three letter acronym',
      'Recurring shifts',
      'Recuring shifts',
      'Roster Import',
    ]
    const names = [
      ...surfaces.map((surface, at) => aName(surface, { imported: at % 4 === 0 })),
      ...['Big Int', 'Roster Import', 'Rosterimport'].map((surface) => aName(surface, { type: 'project' })),
      ...['Big Int', 'Rosterimport'].map((surface) => aName(surface, { type: 'deal' })),
    ]
    const kind = fc.constantFrom('same', 'different', 'alias') as fc.Arbitrary<NameLink['kind']>
    const fact = fc.record({
      a: fc.nat(14),
      b: fc.nat(14),
      kind,
      origin: fc.constantFrom('user', 'import', 'meeting') as fc.Arbitrary<NameLink['origin']>,
      recorded: fc.nat(3),
    })
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 8 }), fc.func(fc.nat()), (facts, shuffle) => {
        const links = facts.flatMap((one, at) => {
          const [a, b] = [names[one.a], names[one.b]]
          return a && b && a !== b
            ? [{ ...one, id: `f${at}`, a: a.id, b: b.id, kind: one.origin === 'user' ? one.kind : ('alias' as const) }]
            : []
        })
        const by = <T>(items: readonly T[], key: (item: T) => string) =>
          [...items].sort((x, y) => shuffle(key(x)) - shuffle(key(y)))

        expect(
          cluster(
            by(names, (name) => name.id),
            by(links, (one) => one.id),
          ),
        ).toEqual(cluster(names, links))
      }),
      { numRuns: 200 },
    )
  })
})

describe('representCluster', () => {
  it('takes the pinned name, else an imported one, else the earliest', () => {
    const early = aName('Calendar Sync', { firstKey: '1' })
    const late = aName('Cal sync', { firstKey: '2' })
    const listed = aName('Calendar Synchronisation', { imported: true, firstKey: '9' })

    expect(representCluster(aBook([late, early]), [late.id, early.id])).toMatchObject({
      id: early.id,
      name: 'Calendar Sync',
    })
    const book = aBook([late, early, listed])
    expect(representCluster(book, [late.id, early.id, listed.id])).toMatchObject({ id: listed.id })
    book.putPin({ id: 'p', nameId: late.id, title: 'Kalender', recorded: 1 })
    expect(representCluster(book, [late.id, early.id, listed.id])).toMatchObject({ id: late.id, name: 'Kalender' })
  })

  it('lists every other spelling once', () => {
    const names = [aName('Big Int'), aName('bigint', { surface: 'BIG INT' }), aName('Large integer')]

    expect(aliasesOf({ id: '', type: 'feature', name: 'Big Int', names })).toEqual(['Large integer'])
  })
})
