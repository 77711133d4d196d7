import { describe, expect, it } from 'vitest'
import { aliasesOf, representCluster } from '../../../../src/domain/entity/represent.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NamePin } from '../../../../src/domain/name/name-link.ts'
import { aBook, aName } from '../../../factories/names.ts'

const faceOf = (names: Name[], pins: NamePin[] = []) => {
  const book = aBook(names)
  for (const pin of pins) book.putPin(pin)
  return [names, [...names].reverse()].map((some) => {
    const entity = representCluster(
      book,
      some.map(({ id }) => id),
    )
    return entity && `${entity.name}: ${entity.names.map(({ type, scope, surface }) => `${type} ${scope} ${surface}`)}`
  })
}
const pin = (name: Name, title: string, recorded: number, id = title): NamePin => ({
  ...{ id, nameId: name.id, title, recorded },
})
const both = (face: string) => [face, face]

describe('the name that stands for a cluster', () => {
  const kiln = aName('Kiln', { firstKey: '1' })
  const oven = aName('Oven', { firstKey: '2' })

  it.each([
    [
      'one of a told type',
      [aName('Kiln', { guessed: true, firstKey: '1' }), oven],
      'Oven: feature tenant Oven,feature tenant Kiln',
    ],
    [
      'an imported one',
      [kiln, aName('Oven', { imported: true, firstKey: '2' })],
      'Oven: feature tenant Oven,feature tenant Kiln',
    ],
    ['the earliest', [oven, kiln], 'Kiln: feature tenant Kiln,feature tenant Oven'],
    ['the first by its key', [aName('Oven'), aName('Kiln')], 'Kiln: feature tenant Kiln,feature tenant Oven'],
    [
      'the first by its type',
      [aName('Kiln', { type: 'feature' }), aName('Kiln', { type: 'deal' })],
      'Kiln: deal tenant Kiln,feature tenant Kiln',
    ],
    [
      'the first by its scope',
      [aName('Kiln'), aName('Kiln', { scope: 'series:a' })],
      'Kiln: feature series:a Kiln,feature tenant Kiln',
    ],
  ])('is %s, whoever comes first', (_what, names, face) => {
    expect(faceOf(names)).toEqual(both(face))
  })

  it('is the one that a user pinned last, with the title of the pin', () => {
    const listed = aName('Furnace', { imported: true, firstKey: '3' })
    const names = [kiln, oven, listed]

    expect(faceOf(names, [pin(oven, 'Big Oven', 1)])[0]).toMatch(
      /^Big Oven: feature tenant Oven,feature tenant Furnace,/,
    )
    for (const pins of [
      [pin(oven, 'Big Oven', 1), pin(kiln, 'Old Kiln', 2)],
      [pin(kiln, 'Old Kiln', 2), pin(oven, 'Big Oven', 1)],
    ])
      expect(faceOf(names, pins)[0]).toMatch(/^Old Kiln: feature tenant Kiln,feature tenant Furnace,/)
  })

  it('of two pins of one moment is the first by its id', () => {
    for (const pins of [
      [pin(oven, 'Oven', 1, 'b'), pin(kiln, 'Kiln', 1, 'a')],
      [pin(oven, 'Oven', 1, 'a'), pin(kiln, 'Kiln', 1, 'b')],
    ]) {
      const [first] = [...pins].sort((a, b) => (a.id < b.id ? -1 : 1))
      expect(faceOf([kiln, oven], pins)[0]).toMatch(new RegExp(`^${first?.title}:`))
    }
  })

  it('is none where all names are gone', () => {
    expect(representCluster(aBook([]), [kiln.id])).toBeUndefined()
  })
})

describe('aliasesOf', () => {
  it('are the other spellings, each once, in the order of the names', () => {
    const names = ['KILN', 'Oven', 'kiln', 'OVEN', 'Furnace'].map((surface) => aName(surface))

    expect(aliasesOf({ id: '', type: 'feature', name: 'Kiln', names })).toEqual(['Oven', 'Furnace'])
  })
})
