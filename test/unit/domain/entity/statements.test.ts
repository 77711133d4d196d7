import { describe, expect, it } from 'vitest'
import { type Component, clusterNames } from '../../../../src/domain/entity/cluster-names.ts'
import type { Edge } from '../../../../src/domain/name/edge.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { aName } from '../../../factories/names.ts'

/** "meeting: a alias b", "user 2: a different b"; a and b are names of one letter. */
const linkOf = (said: string, at: number): NameLink => {
  const [, origin, recorded, a, kind, b] = /^(\w+) ?(\d*): (\w) (\w+) (\w)$/.exec(said) ?? []
  return {
    ...{ id: `fact ${at}`, recorded: Number(recorded || 0), a: a ?? '', b: b ?? '' },
    ...{ origin: origin as NameLink['origin'], kind: kind as NameLink['kind'] },
  }
}
/** "a 95 b": a link of this score; "a soft b" and "a assumed b". */
const edgeOf = (said: string): Component['edges'][number] => {
  const [a = '', how = '', b = ''] = said.split(' ')
  const strength = (/^\d/.test(how) ? 'link' : how) as Edge['strength']
  return { a, b, edge: { strength, method: 'similar', score: Number(how) || 90 } }
}
const orders = <Item>(items: readonly Item[]): Item[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((one, at) => orders(items.filter((_, i) => i !== at)).map((rest) => [one, ...rest]))

/** Small letters are told of, capitals are imported, `guessed` names are of types that nobody told. */
const cluster = (
  ids: string,
  said: string[],
  { edges = [] as string[], guessed = '', keys = {} as Record<string, string> } = {},
) => {
  const names = [...ids].map((id): Name => {
    const key = keys[id] ?? id.toLowerCase()
    return { ...aName(key), id, key, imported: id < 'a', type: guessed.includes(id) ? `guess ${id}` : 'thing' }
  })
  const links = said.map(linkOf)
  const shuffled = (links.length < 5 ? orders(links) : [links, [...links].reverse()]).flatMap((links) =>
    [names, [...names].reverse()].flatMap((names) =>
      orders(edges.map(edgeOf)).map((edges) =>
        clusterNames({ names, links, edges, guessed: new Set(guessed), people: new Set() }),
      ),
    ),
  )
  const shown = shuffled.map(({ clusters, contested }) =>
    [
      ...clusters.map((one) => [...one].sort().join('')).sort(),
      ...contested.map(({ id, contest }) => `${id}? ${contest.map((one) => [...one].sort().join('')).join(' ')}`),
    ].join(', '),
  )
  expect(new Set(shown).size, `depends on the order: ${[...new Set(shown)].join(' | ')}`).toBe(1)
  return shown[0]
}

describe('of statements about names', () => {
  it.each([
    ['the user who spoke last counts', ['user 1: a same b', 'user 2: a different b'], [], 'a, b'],
    ['of two of one moment the first by its id', ['user 1: a different b', 'user 1: a same b'], [], 'a, b'],
    ['a user goes before a declaration', ['user: a different b', 'meeting: a alias b'], [], 'a, b'],
    ['a user’s other form unites', ['user: a alias b'], [], 'ab'],
    ['a declaration goes before a model', ['meeting: a alias b', 'model: a different b'], [], 'ab'],
    ['one spelling goes before a model', ['model: a different b'], ['a 97 b'], 'ab'],
    ['a model goes before likeness', ['model: a different b'], ['a 96 b'], 'a, b'],
    ['a model unites', ['model: a same b'], [], 'ab'],
    ['what a model holds apart goes before what it unites', ['model: a different b', 'model: a same b'], [], 'a, b'],
    ['likeness unites', [], ['a 95 b'], 'ab'],
    ['what merely may be alike unites nothing', [], ['a suggestion b'], 'a, b'],
  ])('%s', (_what, said, edges, expected) => {
    expect(cluster('ab', said, { edges })).toBe(expected)
  })

  it.each([
    ['the nearest likeness', [], ['m 92 A', 'm 95 B'], 'A, Bm'],
    ['certain likeness before what a model judges', ['model: m same A'], ['m 98 B'], 'A, Bm'],
    ['what a model judges before other likeness', ['model: m same A'], ['m 95 B'], 'Am, B'],
    ['of equal likeness the first by its name', [], ['m 92 B', 'm 92 A'], 'Am, B'],
    ['of two verdicts the first by its names', ['model: B same m', 'model: m same A'], [], 'Am, B'],
    ['a declaration before a verdict', ['model: m same A', 'meeting: m alias B'], [], 'A, Bm'],
    ['a user’s word before a declaration', ['user: m same A', 'meeting: m alias B'], [], 'Am, B'],
    ['of two of a user’s the last', ['user 1: m same A', 'user 2: m same B'], [], 'ABm'],
  ])('a name belongs to only one of two listed things: by %s', (_what, said, edges, expected) => {
    expect(cluster('ABm', said, { edges })).toBe(expected)
  })

  it('a chain between two listed things breaks at its last pair by the names', () => {
    expect(cluster('ABmn', ['meeting: m alias A', 'meeting: n alias m', 'import: B alias n'])).toBe('Am, Bn')
    expect(cluster('ABmn', ['meeting: n alias A', 'meeting: m alias n', 'import: B alias m'])).toBe('An, Bm')
  })

  it('what was said of names that are gone says nothing', () => {
    expect(cluster('ab', ['meeting: a alias z', 'user: z same b', 'meeting: z alias b'])).toBe('a, b')
  })
})

describe('a name that is declared another form of several things', () => {
  const claims = ['meeting: m alias a', 'meeting: m alias b']

  it.each([
    ['belongs to none', 'abm', claims, [], 'a, b, m? a b'],
    ['belongs to neither by likeness or a model', 'abm', [...claims, 'model: m same a'], ['m 99 b'], 'a, b, m? a b'],
    ['belongs to none that is like it', 'abcm', claims, ['c 95 m'], 'a, b, c, m? a b'],
    ['belongs to what they are when they are one', 'abm', [...claims, 'model: a same b'], [], 'abm'],
    ['belongs to what is left when a user excludes one', 'abm', [...claims, 'user: b different m'], [], 'am, b'],
    ['belongs to what a user says', 'abcm', [...claims, 'user: m same c'], [], 'abcm'],
    ['belongs to what a user says of it', 'abcm', [...claims, 'user: c same m'], [], 'abcm'],
    ['belongs to none, whatever a user says of others', 'abcdm', [...claims, 'user: c same d'], [], 'a, b, cd, m? a b'],
    ['belongs to none when a user excludes another', 'abcm', [...claims, 'user: m different c'], [], 'a, b, c, m? a b'],
    ['is one claim when it is said twice', 'abm', ['meeting: m alias a', 'import: m alias a'], [], 'am, b'],
    [
      'claims nothing by what is another form of it',
      'abcm',
      ['meeting: m alias a', 'meeting: c alias m'],
      [],
      'acm, b',
    ],
    ['claims nothing by what a model says', 'abm', ['meeting: m alias a', 'model: m same b'], [], 'abm'],
    [
      'stays apart where a user keeps it from both',
      'abm',
      [...claims, 'user: m different a', 'user: m different b'],
      [],
      'a, b, m',
    ],
  ])('%s', (_what, ids, said, edges, expected) => {
    expect(cluster(ids, said, { edges })).toBe(expected)
  })

  it('then takes along what it is alike to', () => {
    expect(cluster('abcm', [...claims, 'model: a same b'], { edges: ['c 95 m'] })).toBe('abcm')
  })

  it('is a thing of its own when it is listed', () => {
    expect(cluster('ABM', ['import: M alias A', 'import: M alias B'])).toBe('A, B, M')
  })

  it('does not tell what is short for it or reads like it', () => {
    expect(cluster('abms', claims, { edges: ['s soft m'] })).toBe('a, b, s, m? a b')
    expect(cluster('abmg', claims, { edges: ['g assumed m'], guessed: 'g' })).toBe('a, b, g, m? a b')
    expect(cluster('abmg', claims, { edges: ['g assumed m'], guessed: 'gm' })).toBe('a, b, g, m? a b')
    expect(cluster('abmn', claims, { edges: ['m soft n'] })).toBe('a, b, n, m? a b')
  })
})

describe('a name of one word that is short for others', () => {
  it('is the only one of them', () => {
    expect(cluster('as', [], { edges: ['s soft a'] })).toBe('as')
    expect(cluster('as', [], { edges: ['a soft s'] })).toBe('as')
  })

  it('is none of several, unless they are one', () => {
    expect(cluster('abs', [], { edges: ['s soft a', 's soft b'], keys: { a: 'x y', b: 'x z' } })).toBe('a, b, s')
    expect(cluster('abs', ['model: a same b'], { edges: ['s soft a', 's soft b'] })).toBe('abs')
  })

  it('is not decided for the longer name', () => {
    expect(cluster('abs', [], { edges: ['s soft a', 's soft b'], keys: { a: 'x y', b: 'x z', s: 'x s' } })).toBe(
      'a, b, s',
    )
  })

  it('is what else is listed', () => {
    expect(cluster('AS', [], { edges: ['S soft A'] })).toBe('A, S')
  })
})

describe('a name of a guessed type that reads like others', () => {
  it.each([
    ['the one of a told type', 'ag', 'g', [], ['g assumed a'], 'ag'],
    ['a guess like itself', 'gh', 'gh', [], ['g assumed h'], 'gh'],
    ['a guess of its own where two are told', 'abg', 'g', [], ['g assumed a', 'g assumed b'], 'a, b, g'],
    [
      'the one that a user does not keep apart',
      'abg',
      'g',
      ['user: g different b'],
      ['g assumed a', 'g assumed b'],
      'ag, b',
    ],
    ['what two are that are one', 'abg', 'g', ['model: a same b'], ['g assumed a', 'g assumed b'], 'abg'],
    ['not decided by those that are told', 'ab', '', [], ['a assumed b'], 'a, b'],
    ['told by the catalogue that lists another form of it', 'Agh', 'gh', ['import: g alias A'], ['g assumed h'], 'Agh'],
    ['what its namesake was declared to be', 'agh', 'gh', ['meeting: g alias a'], ['g assumed h'], 'agh'],
    ['told before what was declared', 'abgh', 'gh', ['meeting: g alias a'], ['g assumed h', 'h assumed b'], 'ag, bh'],
    [
      'its own where it was declared something',
      'aghk',
      'ghk',
      ['meeting: g alias a', 'meeting: h alias k'],
      ['g assumed h'],
      'ag, hk',
    ],
    [
      'none of two declared ones',
      'abghk',
      'ghk',
      ['meeting: g alias a', 'meeting: h alias b'],
      ['k assumed g', 'k assumed h'],
      'ag, bh, k',
    ],
    [
      'what its only declared namesake is',
      'adgh',
      'dgh',
      ['meeting: d alias a'],
      ['g assumed h', 'g assumed d'],
      'adgh',
    ],
    [
      'neither a told one nor one that is listed',
      'Aagh',
      'gh',
      ['import: g alias A'],
      ['h assumed g', 'h assumed a'],
      'Ag, a, h',
    ],
  ])('is %s', (_what, ids, guessed, said, edges, expected) => {
    expect(cluster(ids, said, { edges, guessed })).toBe(expected)
  })
})
