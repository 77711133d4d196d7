import { describe, expect, it } from 'vitest'
import { areTwins } from '../../../../src/domain/name/are-twins.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import { twinOf } from '../../../../src/domain/name/twin-of.ts'
import { aBook, aModelWithProjects, aName } from '../../../factories/names.ts'

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
