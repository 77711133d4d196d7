import { describe, expect, it } from 'vitest'
import { areTwins } from '../../../../src/domain/name/are-twins.ts'
import { createClaimIndex } from '../../../../src/domain/name/claim-index.ts'
import { createMultiMap } from '../../../../src/domain/name/multi-map.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { createNameTrie } from '../../../../src/domain/name/name-trie.ts'
import { createNeighbours } from '../../../../src/domain/name/neighbours.ts'
import { createShortlist } from '../../../../src/domain/name/shortlist.ts'
import { trigramsOf } from '../../../../src/domain/name/trigrams.ts'
import { twinOf } from '../../../../src/domain/name/twin-of.ts'
import { wordsOf } from '../../../../src/domain/name/words.ts'
import { aBook, aModel, aModelWithProjects, aName } from '../../../factories/names.ts'

const listed = (surface: string, override: Partial<Name> = {}) => aName(surface, { imported: true, ...override })
const link = (id: string, a: Name, b: Name): NameLink => ({
  ...{ id, kind: 'same', origin: 'user', a: a.id, b: b.id, recorded: 1 },
})
const loom = aName('Harness Loom')
const warp = aName('Linen Warp')
const reed = aName('Brass Reed')

describe('a book of names', () => {
  it('holds each name once, as it was put last', () => {
    const book = aBook([loom, warp, { ...loom, surface: 'HARNESS LOOM' }])

    expect(book.size()).toBe(2)
    expect([...book.names()].map(({ surface }) => surface).sort()).toEqual(['HARNESS LOOM', 'Linen Warp'])
    expect(book.get(loom.id)?.surface).toBe('HARNESS LOOM')
  })

  it('forgets a name with all that leads to it', () => {
    const ferry = listed('Ostrava Weavers')
    const book = aBook([ferry, loom, aName('Harnessloom')])
    book.setContest(ferry.id, [[loom.id]])

    for (const { id } of [ferry, loom]) book.remove(id)
    book.remove('another')

    expect(book.size()).toBe(1)
    expect([book.get(loom.id), book.shape(loom.id), book.contestOf(ferry.id)]).toEqual([undefined, undefined, null])
    expect(book.withKey(loom.key)).toEqual([])
    expect(book.forms.has('ostrava')).toBe(false)
    expect(book.neighbours(aName('Harnessloom').id)).toEqual([])
    expect(book.neighbours(loom.id)).toEqual([])
    expect(['harness loom', 'harnessloom'].flatMap((text) => book.trie.matchesAt(wordsOf(text), 0))).toHaveLength(1)
  })

  it('finds names of any type that are spelled alike, in a fixed order', () => {
    const names = [aName('Harness Loom', { type: 'deal' }), loom, aName('Harness Loom', { scope: 'series:a' })]
    const ids = names.map(({ id }) => id).sort()

    expect(
      aBook([...names, warp])
        .withKey('harness loom')
        .map(({ id }) => id),
    ).toEqual(ids)
    expect(
      aBook([...names].reverse())
        .withKey('harness loom')
        .map(({ id }) => id),
    ).toEqual(ids)
  })

  it('keeps each statement about two names once, at both of them', () => {
    const book = aBook([loom, warp, reed])
    book.putLink(link('1', loom, warp))
    book.putLink(link('2', loom, reed))
    book.putLink(link('1', warp, reed))

    expect(
      [loom, warp, reed].map(({ id }) =>
        book
          .linksOf(id)
          .map((one) => one.id)
          .sort(),
      ),
    ).toEqual([['2'], ['1'], ['1', '2']])
    book.removeLink(link('2', warp, warp))
    book.removeLink(link('3', warp, warp))
    expect([loom, warp, reed].map(({ id }) => book.linksOf(id).map((one) => one.id))).toEqual([[], ['1'], ['1']])
  })

  it('keeps each pin once, at its name', () => {
    const pin = (id: string, name: Name) => ({ id, nameId: name.id, title: 'The Loom', recorded: 1 })
    const book = aBook([loom, warp])
    book.putPin(pin('1', loom))
    book.putPin(pin('1', warp))
    book.putPin(pin('2', warp))

    expect([loom, warp].map(({ id }) => book.pinsOf(id).map((one) => one.id))).toEqual([[], ['1', '2']])
    book.removePin(pin('2', loom))
    book.removePin(pin('3', warp))
    expect(book.pinsOf(warp.id).map((one) => one.id)).toEqual(['1'])
  })

  it('remembers who claims a name and what it belongs to until it is told otherwise', () => {
    const book = aBook([loom])
    book.setContest(loom.id, [[warp.id]])
    book.setThing(loom.id, warp.id)
    book.put({ ...loom, surface: 'LOOM' })

    expect([book.contestOf(loom.id), book.thingOf(loom.id)]).toEqual([[[warp.id]], warp.id])
    book.setContest(loom.id, null)
    book.setThing(loom.id, undefined)
    expect([book.contestOf(loom.id), book.thingOf(loom.id)]).toEqual([null, undefined])
    book.put(loom)
    expect(book.contestOf(loom.id)).toBeNull()
  })

  it('knows by which identifiers things of a type are told apart, and takes unknown types as they are', () => {
    const model = aModel()
    const types = model.types.map((type) => ({ ...type, identifiers: type.name === 'deal' ? ['lot [0-9]+'] : [] }))
    const names = [aName('lot 7 wool', { type: 'deal' }), aName('lot 7 wool'), aName('lot 7 wool', { type: 'yarn' })]
    const book = aBook(names, { ...model, types })

    expect(names.map(({ id }) => book.shape(id)?.identifiers)).toEqual(['lot7', '', ''])
    expect(book.shape(names[2]?.id ?? '')).toMatchObject({ person: false, guessed: false })
  })
})

describe('short forms in a book', () => {
  it('are known with all names that they may mean, and by how they begin', () => {
    const [weavers, dyers, felters] = [listed('Ostrava Weavers'), listed('Ostrava Dyers'), listed('Ostrava Felters')]
    const book = aBook([weavers, dyers, felters])
    const claimants = () =>
      book.forms
        .of('ostrava')
        .map(({ id }) => book.get(id)?.surface)
        .sort()

    expect(claimants()).toEqual(['Ostrava Dyers', 'Ostrava Felters', 'Ostrava Weavers'])
    expect([book.forms.begins('ostrava'), book.forms.begins('weaver'), book.forms.begins('~ostrava weaver')]).toEqual([
      true,
      false,
      true,
    ])
    book.remove(dyers.id)
    expect(claimants()).toEqual(['Ostrava Felters', 'Ostrava Weavers'])
    book.remove(weavers.id)
    expect(claimants()).toEqual(['Ostrava Felters'])
    expect([book.forms.has('ostrava weaver'), book.forms.begins('ostrava')]).toEqual([false, true])
    book.remove(felters.id)
    expect([book.forms.has('ostrava'), book.forms.begins('ostrava'), book.forms.begins('~felter ostrava')]).toEqual([
      false,
      false,
      false,
    ])
    expect(book.forms.of('ostrava')).toEqual([])
  })

  it('stay known for a single other name', () => {
    const book = aBook([listed('Ostrava Weavers')])
    book.put(listed('Ostrava Dyers'))
    book.remove(listed('Ostrava Dyers').id)

    expect(book.forms.of('ostrava')).toHaveLength(1)
    expect(book.forms.begins('ostrava')).toBe(true)
  })

  it('that mean a name only where it is said are not looked for everywhere', () => {
    const book = aBook([listed('Treadle brake')])

    expect([book.forms.has('treadle brake'), book.forms.has('brake')]).toEqual([true, false])
    expect(book.forms.of('treadle brake')).toEqual([{ id: listed('Treadle brake').id, strength: 'strong' }])
  })

  it.each([
    ['Ilse Okoro', ['Ilse Marin'], true],
    ['Ilse Okoro', ['Jory Marin'], false],
    ['Ilse', ['Ilse Marin'], true],
    ['Ilse', [], false],
  ])('of a person may be those of another: %s beside %j: %s', (surface, others, shared) => {
    const person = (one: string) => listed(one, { type: 'person' })

    expect(aBook([surface, ...others].map(person)).sharesForms(person(surface).id)).toBe(shared)
  })

  it('that mean a name only where it is said may be those of others, and those of no name are not', () => {
    const book = aBook([aName('Treadle brake')])

    expect(book.sharesForms(aName('Treadle brake').id)).toBe(true)
    expect(book.sharesForms('another')).toBe(false)
  })
})

describe('the neighbours of a name', () => {
  it.each([
    ['written as one word', 'B C D E', 'bcde', 'exact'],
    ['with other joining words', 'Up for an Ox', 'Up to the Ox', 'words'],
    ['with the same identifier', 'KILN-77', 'KILN-77 door latch is loose again', 'identifier'],
    ['by its initials', 'SWB', 'Striped warp bobbin', 'initials'],
    ['by most of its letters', 'Bobbinlacing', 'Bobbinlaceing', 'spelling'],
  ])('are found %s, from both sides', (_what, one, other, method) => {
    for (const imported of [false, true]) {
      const book = aBook([aName(one), aName(other, { imported }), warp])
      expect(book.neighbours(aName(one).id)).toMatchObject([{ id: aName(other).id, edge: { method } }])
      expect(book.neighbours(aName(other).id)).toMatchObject([{ id: aName(one).id, edge: { method } }])
    }
  })

  it('are none among what is listed, nor of another type or series', () => {
    for (const [one, other] of [
      [listed('Harness Loom'), listed('Harnessloom')],
      [loom, aName('Harnessloom', { type: 'deal' })],
      [loom, aName('Harnessloom', { scope: 'series:a' })],
    ] as const)
      expect(aBook([one, other]).neighbours(one.id)).toEqual([])
  })

  it('are looked for among few, however many names there are', () => {
    const asked: string[] = []
    const names = [
      ...['Brass Reed', 'Pin', 'OTW', 'Flax Comb Rack', 'LOT-9', 'Tin'].map((surface) => aName(surface)),
      ...['Harness Loom Rack', 'Harness Loom Racks Too'].map((surface) => listed(surface)),
      aName('Harnessloom', { type: 'deal' }),
    ]
    const book = aBook([...names, loom])
    const shapeOf = (name: Name) => book.shape(name.id) ?? expect.fail('the book has it')
    const neighbours = createNeighbours((id) => {
      asked.push(book.get(id)?.surface ?? '')
      return book.shape(id)
    })
    for (const name of [...names, loom]) neighbours.add(shapeOf(name))

    expect(
      neighbours
        .of(shapeOf(loom))
        .map(({ id }) => book.get(id)?.surface)
        .sort(),
    ).toEqual(['Harness Loom Rack', 'Harness Loom Racks Too'])
    for (const name of names.slice(0, 6)) expect(neighbours.of(shapeOf(name))).toEqual([])
    expect(asked.filter((surface) => !surface.startsWith('Harness Loom'))).toEqual([])

    asked.length = 0
    expect(neighbours.of(shapeOf(names[6] as Name)).map(({ id }) => id)).toEqual([loom.id])
    expect(asked).toEqual(['Harness Loom'])
    neighbours.remove(shapeOf(loom))
    expect(neighbours.of(shapeOf(names[6] as Name))).toEqual([])
    expect(asked).toEqual(['Harness Loom'])
  })

  it('are those that read exactly alike where the type of one was guessed', () => {
    const guess = aName('Harness Loom', { type: 'deal', guessed: true })

    expect(aBook([loom, guess]).neighbours(loom.id)).toEqual([
      { id: guess.id, edge: { strength: 'assumed', method: 'assumed', score: 96 } },
    ])
    expect(aBook([guess, warp]).neighbours(guess.id)).toEqual([])
  })
})

describe('twins', () => {
  const shapesOf = (one: Name, other: Name) => {
    const book = aBook([one, other], aModelWithProjects())
    const [a, b] = [book.shape(one.id), book.shape(other.id)]
    if (!a || !b) throw new Error('the book has no such name')
    return [a, b] as const
  }
  const guess = (surface: string, override: Partial<Name> = {}) =>
    aName(surface, { type: 'deal', guessed: true, ...override })

  it.each([
    ['a guessed and a told type', guess('Loom'), aName('Loom'), true],
    ['two guessed types', guess('Loom'), guess('Loom', { type: 'feature' }), true],
    ['two told types', aName('Loom', { type: 'deal' }), aName('Loom'), false],
    ['one type', guess('Loom'), guess('Loom', { id: 'another' }), false],
    ['a person and a thing', aName('Loom', { type: 'person' }), guess('Loom'), false],
    ['two scopes', guess('Loom', { scope: 'series:a' }), aName('Loom'), false],
    ['two spellings', guess('Loom'), aName('Looming'), false],
    ['two identifiers', guess('LOT-7', { key: 'lot' }), aName('LOT-8', { key: 'lot' }), false],
    ['one identifier', guess('LOT-7', { key: 'lot' }), aName('LOT-7', { key: 'lot' }), true],
    ['an identifier in one of them', guess('LOT-7', { key: 'lot' }), aName('lot', { key: 'lot' }), true],
  ])('are names of %s: %s', (_what, one, other, expected) => {
    const [a, b] = shapesOf(one, other)
    expect([areTwins(a, b), areTwins(b, a)]).toEqual([expected, expected])
  })

  const meant = (id: string, names: Name[], thing: Record<string, string>) => {
    const book = aBook(names, aModelWithProjects())
    for (const name of names) book.setThing(name.id, thing[name.id])
    return twinOf(book, id)
  }
  const [a, b, c] = [
    guess('Loom', { id: 'a' }),
    guess('Loom', { id: 'b', type: 'feature' }),
    guess('Loom', { id: 'c', type: 'project' }),
  ]
  const told = aName('Loom', { id: 'z', type: 'feature' })

  it.each([
    ['the one of a told type', 'a', [a, c, told], { a: 'z', c: 'z', z: 'z' }, 'z'],
    ['the one that the thing is known by', 'a', [a, b, c], { a: 'c', b: 'c', c: 'c' }, 'c'],
    ['the first, where the thing is known by another name', 'c', [c, b, a], { a: 'x', b: 'x', c: 'x' }, 'a'],
    ['none for the first itself', 'a', [a, b, c], { a: 'x', b: 'x', c: 'x' }, undefined],
    ['none for the one that the thing is known by', 'a', [a, b], { a: 'a', b: 'a' }, undefined],
    ['none for a told type', 'z', [a, told], { a: 'a', z: 'a' }, undefined],
    ['none of another thing', 'b', [a, b], { a: 'x', b: 'y' }, undefined],
    ['none for what belongs to no thing', 'b', [a, b], {}, undefined],
    ['none for what is gone', 'b', [a], { a: 'x' }, undefined],
  ])('tell which is meant by a guess: %s', (_what, id, names, thing: Record<string, string>, expected) => {
    expect(meant(id, names, thing)).toBe(expected)
  })
})

describe('a shortlist', () => {
  const near = (list: ReturnType<typeof createShortlist>, key: string) => list.near(trigramsOf(key)).sort()
  const add = (list: ReturnType<typeof createShortlist>, ...keys: string[]) => {
    for (const key of keys) list.add(key, trigramsOf(key))
  }

  it('has who shares half of the trigrams', () => {
    const list = createShortlist()
    list.add('half', ['a', 'b', 'c', 'd'])
    list.add('less', ['a', 'x', 'y', 'z'])

    expect(list.near(['a', 'b', 'e', 'f'])).toEqual(['half'])
    expect(list.near([])).toEqual([])
  })

  it('forgets what is removed, and nothing else', () => {
    const list = createShortlist()
    add(list, 'linen warp', 'linen wrap', 'linen weft')
    list.remove('linen wrap', trigramsOf('linen wrap'))
    list.remove('another', trigramsOf('linen warp'))

    expect(near(list, 'linen warp')).toEqual(['linen warp', 'linen weft'])
    add(list, 'brass reed', 'linen wrap')
    expect(near(list, 'brass reed')).toEqual(['brass reed'])
    expect(near(list, 'linen warp')).toEqual(['linen warp', 'linen weft', 'linen wrap'])
    for (const key of ['linen warp', 'linen weft', 'linen wrap']) list.remove(key, trigramsOf(key))
    expect(near(list, 'linen warp')).toEqual([])
  })

  it('compares the beginnings of words, each trigram once', () => {
    expect(trigramsOf('ox ox')).toEqual(['  o', ' ox', 'ox '])
    expect(trigramsOf('a')).toEqual(['  a', ' a '])
  })
})

describe('what a book keeps its names in', () => {
  it('forgets what nothing is left of', () => {
    const map = createMultiMap<number>()
    map.remove('loom', 1)
    map.add('loom', 1)
    map.add('loom', 2)
    map.remove('loom', 1)
    map.remove('warp', 2)

    expect([[...map.get('loom')], [...map.get('warp')]]).toEqual([[2], []])
  })

  it('finds whole names in words, the longest first', () => {
    const trie = createNameTrie<string>()
    trie.add(['harness'], 'harness')
    trie.add(['harness', 'loom', 'rack'], 'rack')
    trie.add(['harnessloom'], 'loom')
    trie.remove(['linen'], 'harness')
    const found = (text: string, at = 0) => trie.matchesAt(wordsOf(text), at).map(({ to, items }) => [to, ...items])

    expect(found('harness loom racks')).toEqual([
      [3, 'rack'],
      [1, 'harness'],
    ])
    expect(found('harness loom')).toEqual([[1, 'harness']])
    expect(found('HarnessLoom rack')).toEqual([
      [3, 'rack'],
      [2, 'loom'],
    ])
    expect([found('the harness'), found('the harness', 1), found('harness', 1)]).toEqual([[], [[2, 'harness']], []])
  })

  it('knows forms by their beginnings, of a title form by two words', () => {
    const index = createClaimIndex()
    const claims = [
      { key: 'warp beam stand', strength: 'strong' },
      { key: '~beam stand warp', strength: 'title' },
      { key: '~brake treadle', strength: 'title' },
      { key: 'ostrava', strength: 'proper' },
      { key: 'rack', strength: 'weak' },
    ] as const
    const begins = (...words: string[]) => words.filter((one) => index.begins(one))
    index.add(claims, 'a')
    index.add(claims.slice(0, 1), 'b')
    index.remove(claims, 'c')

    expect(begins('warp', 'warp beam', 'warp beam stand', 'ostrava', 'rack')).toEqual(['warp', 'ostrava'])
    expect(begins('~beam', '~beam stand', '~beam stand warp', '~brake treadle')).toEqual([
      '~beam stand',
      '~brake treadle',
    ])
    index.remove(claims, 'a')
    expect(begins('warp', 'ostrava', '~beam stand')).toEqual(['warp'])
    index.remove(claims, 'b')
    expect([begins('warp'), index.of('warp beam stand')]).toEqual([[], []])
  })
})
