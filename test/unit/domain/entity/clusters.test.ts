import { describe, expect, it } from 'vitest'
import { createClusters } from '../../../../src/domain/entity/clusters.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import { aName } from '../../../factories/names.ts'

/** Names with ids of one letter; `I…` is imported, `P…` a person, `G…` of a guessed type, and the rest is the type. */
const clustersOf = (kinds: Record<string, string>) => {
  const has = (id: string, mark: string) => (kinds[id] ?? '').startsWith(mark)
  const ids = Object.keys(kinds)
  const names = ids.map((id): Name => ({ ...aName(id), id, type: (kinds[id] ?? '').slice(1), imported: has(id, 'I') }))
  const clusters = createClusters({
    names,
    guessed: new Set(ids.filter((id) => has(id, 'G'))),
    people: new Set(ids.filter((id) => has(id, 'P'))),
  })
  return {
    ...clusters,
    all: () =>
      clusters
        .all()
        .map((members) => members.join(''))
        .sort(),
  }
}

describe('clusters', () => {
  it('grow by uniting, each in the order of its names', () => {
    const clusters = clustersOf({ a: '-x', b: '-x', c: '-x', d: '-x' })

    expect([clusters.unite('d', 'c'), clusters.unite('c', 'a'), clusters.unite('a', 'd')]).toEqual([true, true, true])
    expect(clusters.all()).toEqual(['acd', 'b'])
  })

  it.each([
    ['two imported names', { a: 'Ix', b: 'Ix' }],
    ['a person and a thing', { a: 'Px', b: '-x' }],
    ['things of two types that were told', { a: '-x', b: '-y' }],
  ])('unite %s by a user’s word alone', (_what, kinds) => {
    expect(clustersOf(kinds).unite('a', 'b')).toBe(false)
    expect(clustersOf(kinds).unite('a', 'b', { byUser: true })).toBe(true)
  })

  it.each([
    ['an imported name and another', { a: 'Ix', b: '-x' }],
    ['two people', { a: 'Px', b: 'Px' }],
    ['a guessed type and a told one', { a: 'Gx', b: '-y' }],
    ['a told type and a guessed one', { a: '-x', b: 'Gy' }],
  ])('unite %s', (_what, kinds) => {
    expect(clustersOf(kinds).unite('a', 'b')).toBe(true)
  })

  it.each([
    [{ a: '-x', b: '-y', c: '-y', d: '-x' }, ['ab'], 'ac', true],
    [{ a: '-x', b: '-y', c: '-y', d: '-x' }, ['ab'], 'ca', true],
    [{ a: '-x', b: '-y', c: '-z', d: '-x' }, ['ab', 'cd'], 'ac', false],
    [{ a: '-x', b: '-y', c: '-z', d: '-x' }, ['ab'], 'ac', false],
    [{ a: 'Ix', b: '-x', c: 'Ix', d: '-x' }, ['ab'], 'bc', false],
    [{ a: 'Ix', b: '-x', c: 'Ix', d: '-x' }, ['ba', 'cd'], 'bd', false],
    [{ a: 'Px', b: 'Gx', c: '-x', d: 'Px' }, ['ab'], 'bc', false],
    [{ a: 'Px', b: 'Gx', c: '-x', d: 'Px' }, ['ab'], 'bd', true],
  ])('keep what is known of each member: %j after %j: %s', (kinds, pairs, [left = '', right = ''], expected) => {
    const clusters = clustersOf(kinds)
    for (const [a = '', b = ''] of pairs) clusters.unite(a, b, { byUser: true })

    expect(clusters.unite(left, right)).toBe(expected)
  })

  it.each([
    ['ab', [], 'ab'],
    ['ba', [], 'ab'],
    ['ab', ['bc'], 'ac'],
    ['ab', ['cb'], 'ca'],
    ['ba', ['ac', 'de'], 'cb'],
    ['ab', ['ac', 'cd'], 'db'],
    ['ab', ['bc', 'bd'], 'ca'],
  ])(
    'keep apart what was told to be, whoever joins later: %s after %j',
    ([one = '', other = ''], pairs, [a = '', b = '']) => {
      const clusters = clustersOf({ a: '-x', b: '-x', c: '-x', d: '-x', e: '-x' })
      clusters.keepApart(one, other)
      for (const [left = '', right = ''] of pairs) clusters.unite(left, right)

      expect([clusters.areKeptApart(a, b), clusters.areKeptApart(b, a)]).toEqual([true, true])
      expect([clusters.unite(a, b), clusters.unite(b, a, { byUser: true })]).toEqual([false, false])
    },
  )

  it('do not keep apart what is one already, nor names that were not told', () => {
    const clusters = clustersOf({ a: '-x', b: '-x', c: '-x' })
    clusters.unite('a', 'b')
    clusters.keepApart('a', 'b')
    clusters.keepApart('a', 'c')

    expect(clusters.areKeptApart('a', 'b')).toBe(false)
    expect(clusters.unite('a', 'b')).toBe(true)
    expect(clusters.areKeptApart('b', 'c')).toBe(true)
  })

  it('know nothing of names that they do not hold', () => {
    const clusters = clustersOf({ a: '-x' })
    clusters.keepApart('a', 'z')
    clusters.keepApart('z', 'a')

    expect([clusters.unite('a', 'z'), clusters.unite('z', 'a'), clusters.unite('y', 'z')]).toEqual([
      false,
      false,
      false,
    ])
    expect([clusters.areKeptApart('a', 'z'), clusters.areKeptApart('z', 'a')]).toEqual([false, false])
    expect(clusters.groupsOf(['z', 'a'])).toEqual([['a']])
  })

  it('tell which of some names are one, each once and in their own order', () => {
    const clusters = clustersOf({ a: '-x', b: '-x', c: '-x', d: '-x' })
    clusters.unite('d', 'b')

    expect(clusters.groupsOf(['d', 'c', 'b', 'c'])).toEqual([['b', 'd'], ['c']])
  })
})
