import { describe, expect, it } from 'vitest'
import { componentsOf } from '../../../../src/domain/entity/component.ts'
import { isTypeGuessed } from '../../../../src/domain/entity/is-type-guessed.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { aBook, aModelWithProjects, aName } from '../../../factories/names.ts'

const link = (a: Name, b: Name, kind: NameLink['kind'], origin: NameLink['origin'] = 'user'): NameLink => ({
  ...{ id: `${kind} ${origin} ${a.key} ${b.key}`, kind, origin, a: a.id, b: b.id, recorded: 1 },
})
const lock = (name: Name) => link(name, name, 'lock')

const loom = aName('Harness Loom')
const looms = aName('Harnessloom')
const warp = aName('Linen Warp')
const shuttle = aName('Flying Shuttle')

const componentOf = (names: Name[], links: NameLink[] = [], seeds = [names[0]]) => {
  const book = aBook(names, aModelWithProjects())
  for (const one of links) book.putLink(one)
  const components = componentsOf(
    book,
    seeds.flatMap((name) => name?.id ?? []),
  )
  return components.map(({ names, links, edges }) => ({
    names: names.map(({ surface }) => surface),
    links: links.map(({ id }) => id),
    edges: edges.map(({ a, b }) => [a, b].map((id) => book.get(id)?.surface).sort()),
  }))
}

describe('componentsOf', () => {
  it('finds all that could be one thing with a name, over links and likeness, and why', () => {
    const links = [link(loom, warp, 'same'), link(shuttle, warp, 'different', 'model')]

    expect(componentOf([loom, looms, warp, shuttle], links)).toEqual([
      {
        names: ['Harness Loom', 'Linen Warp', 'Harnessloom', 'Flying Shuttle'],
        links: links.map(({ id }) => id),
        edges: [['Harness Loom', 'Harnessloom']],
      },
    ])
  })

  it('gives each component once, and none for names that are gone', () => {
    expect(componentOf([loom, looms, warp], [], [loom, looms, warp, shuttle]).map(({ names }) => names)).toEqual([
      ['Harness Loom', 'Harnessloom'],
      ['Linen Warp'],
    ])
    expect(componentOf([loom], [link(loom, warp, 'same')])).toMatchObject([{ names: ['Harness Loom'] }])
  })

  it('passes over verdicts that say nothing, and likeness that waits for a person', () => {
    const longer = aName('Linen Warp Beam')

    expect(componentOf([loom, warp], [link(loom, warp, 'unsure', 'model')])).toMatchObject([
      { names: ['Harness Loom'], links: [] },
    ])
    expect(componentOf([warp, longer])).toMatchObject([{ names: ['Linen Warp'], edges: [] }])
  })

  it.each([
    ['user', true],
    ['import', true],
    ['meeting', false],
    ['model', false],
  ] as const)('links a locked name to others by the word of a %s: %s', (origin, isLinked) => {
    for (const [locked, other] of [
      [loom, warp],
      [warp, loom],
    ] as const) {
      const links = [lock(locked), link(locked, other, 'alias', origin)]
      expect(componentOf([loom, warp], links)[0]?.names).toHaveLength(isLinked ? 2 : 1)
      expect(componentOf([warp, loom], links)[0]?.names).toHaveLength(isLinked ? 2 : 1)
    }
  })

  it('links a locked name to none by likeness', () => {
    for (const locked of [loom, looms]) {
      expect(componentOf([loom, looms], [lock(locked)])).toMatchObject([{ names: ['Harness Loom'], edges: [] }])
    }
    expect(componentOf([loom, looms], [link(loom, loom, 'typed')])[0]?.names).toHaveLength(2)
  })

  it('tells whose type nobody told and who is a person', () => {
    const guess = aName('Guild Hall', { type: 'project' })
    const person = aName('Ilse Okoro', { type: 'person' })
    const book = aBook([guess, person, loom], aModelWithProjects())
    book.putLink(link(guess, person, 'different'))
    book.putLink(link(guess, loom, 'different'))
    const [component] = componentsOf(book, [guess.id])

    expect(component?.guessed).toEqual(new Set([guess.id]))
    expect(component?.people).toEqual(new Set([person.id]))
  })
})

describe('isTypeGuessed', () => {
  it.each([
    ['a name that was read with its type', 'feature', {}, false],
    ['a name whose type was guessed', 'feature', { guessed: true }, true],
    ['a name of the type that names are taken for', 'project', {}, true],
    ['what a catalogue lists', 'project', { imported: true, guessed: true }, false],
    ['a person', 'person', { guessed: true }, false],
  ])('of %s', (_what, type, override, expected) => {
    const name = aName('Guild Hall', { type, ...override })
    expect(isTypeGuessed(aBook([name], aModelWithProjects()), name.id)).toBe(expected)
  })

  it('is false once a user told the type, and of names that are gone', () => {
    const name = aName('Guild Hall', { guessed: true })
    const book = aBook([name])

    book.putLink(lock(name))
    expect(isTypeGuessed(book, name.id)).toBe(true)
    book.putLink(link(name, name, 'typed'))
    expect(isTypeGuessed(book, name.id)).toBe(false)
    expect(isTypeGuessed(book, loom.id)).toBe(false)
  })
})
