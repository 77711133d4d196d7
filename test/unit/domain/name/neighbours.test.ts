import { describe, expect, it } from 'vitest'
import type { Name } from '../../../../src/domain/name/name.ts'
import { createNeighbours } from '../../../../src/domain/name/neighbours.ts'
import { aBook, aName } from '../../../factories/names.ts'

const listed = (surface: string, override: Partial<Name> = {}) => aName(surface, { imported: true, ...override })
const loom = aName('Harness Loom')
const warp = aName('Linen Warp')

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
