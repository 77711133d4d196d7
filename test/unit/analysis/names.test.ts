import { describe, expect, it } from 'vitest'
import { extract } from './read-one.ts'

const namesIn = async (...lines: string[]) =>
  (await extract(lines)).names
    .filter((name) => name.type !== 'person')
    .map((name) => `${name.type}: ${name.surface}${name.aliasOf ? ` = ${name.aliasOf}` : ''}`)

describe('names', () => {
  it.each([
    ['Project Halyard starts today.', ['project: Halyard']],
    ['We talked about the Harbour Light feature.', ['feature: Harbour Light']],
    ['The Northwind deal is quiet.', ['deal: Northwind']],
    ['TIDE-204 is fixed.', ['task: TIDE-204']],
    ['Paper Boat is blocked.', ['project: Paper Boat']],
    ['I am the owner of the Paper Boat.', ['project: Paper Boat']],
    ['Paper Boat, also known as Origami, is going fine.', ['project: Paper Boat', 'project: Origami = Paper Boat']],
    ['Opening Night is the public launch milestone.', ['milestone: Opening Night']],
  ])('finds those of "%s"', async (line, expected) => {
    expect(await namesIn(`Ana Ruiz: ${line}`)).toEqual(expected)
  })

  it.each([
    'We met in Lisbon on Monday with Harbour Trust.',
    'The Project is blocked.',
    'Everything is done.',
    'Next Milestone is in May.',
    'The status is blocked.',
    'I like the blue feature.',
    'Ben is blocked.',
  ])('finds none in "%s"', async (line) => {
    expect(await namesIn(`Ana Ruiz: ${line}`)).toEqual([])
  })

  it('keeps the type that a noun gave to a name anywhere', async () => {
    expect(await namesIn('Ana Ruiz: The Seat Map feature is new.', 'Ben Okoye: Seat Map is blocked.')).toEqual([
      'feature: Seat Map',
      'feature: Seat Map',
    ])
  })

  it('finds people who take part by their first names, and no placeholders', async () => {
    const { names } = await extract(['Speaker 1: Ben and Cara Lind will come, Speaker 2 too.'])

    expect(names.map((name) => `${name.type}: ${name.surface}`)).toEqual(['person: Ben Okoye', 'person: Cara Lind'])
  })
})

describe('where the thing must be named', () => {
  const windowOf = async (...lines: string[]) => (await extract(lines)).observations.at(-1)?.within

  it('is the own sentence when there is a subject of its own', async () => {
    const text = 'Paper Boat sails on Monday. The theatres are closed.'

    expect(await windowOf(`Ana Ruiz: ${text}`)).toEqual({
      segment: 0,
      start: text.indexOf('The'),
      end: text.length - 1,
    })
  })

  it('reaches back when the subject points back', async () => {
    expect(await windowOf('Ana Ruiz: The harbour is open.', 'Ben Okoye: It is blocked.')).toMatchObject({
      segment: -1,
      start: 0,
    })
  })

  it('stays in the sentence when the words point at a thing that has no such state', async () => {
    const text = 'We can close the Payout Delay risk now. It is done.'

    expect(await windowOf('Ana Ruiz: Paper Boat sails.', `Ben Okoye: ${text}`)).toMatchObject({
      segment: 1,
      start: text.indexOf('It'),
    })
  })

  it('begins where the talk turned to something else', async () => {
    const window = await windowOf(
      'Ana Ruiz: The crane is nice.',
      'Ben Okoye: What about the other thing?',
      'Ben Okoye: It is blocked.',
    )

    expect(window).toMatchObject({ segment: 1, start: 0 })
  })
})
