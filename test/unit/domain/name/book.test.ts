import { describe, expect, it } from 'vitest'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { wordsOf } from '../../../../src/domain/name/words.ts'
import { aBook, aModel, aName } from '../../../factories/names.ts'

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
