import { describe, expect, it } from 'vitest'
import { type Spot, spottedText } from '../../../../src/domain/name/spot-names.ts'
import { spotPeople } from '../../../../src/domain/name/spot-people.ts'
import { aName } from '../../../factories/names.ts'

const joss = aName('Joss Amadi', { type: 'person' })
const grace = aName('Grace Osei', { type: 'person' })
const people = new Map([
  ['joss', joss],
  ['grace', grace],
])
const kiln = aName('Joss')
const spotAt = (start: number, end: number, surface: string, ...names: Spot['names'][number][]): Spot => ({
  segment: 3,
  ...{ start, end, surface, names },
})

const called = (text: string, spots: Spot[] = []) =>
  spotPeople(spottedText(text, 3), spots, people).map(
    ({ surface, names }) => `${surface}: ${names.map((name) => `${name.surface} (${name.type})`).join(', ')}`,
  )

describe('spotPeople', () => {
  it('tells where somebody is called', () => {
    expect(spotPeople(spottedText('ask Joss now', 3), [], people)).toEqual([spotAt(4, 8, 'Joss', joss)])
  })

  it.each([
    ['Joss will ask Grace', ['Joss: Joss Amadi (person)', 'Grace: Grace Osei (person)']],
    ['ask joss', []],
    ['ask JOSS', []],
    ['Grace under pressure', []],
    ['Grace, will you ask?', ['Grace: Grace Osei (person)']],
    ['the JossLine', []],
    ['the LineJoss', []],
    ['ask Pavel', []],
  ])('wants a name to be written as one: %s', (text, found) => {
    expect(called(text)).toEqual(found)
  })

  it('adds the person to a thing that is called the same, once', () => {
    expect(called('ask Joss', [spotAt(4, 8, 'Joss', kiln)])).toEqual(['Joss: Joss (feature), Joss Amadi (person)'])
    expect(called('ask Joss', [spotAt(4, 8, 'Joss', aName('Joss', { type: 'person' }))])).toEqual([
      'Joss: Joss (person)',
    ])
    expect(called('Joss and Joss', [spotAt(9, 13, 'Joss', kiln)])).toEqual([
      'Joss: Joss Amadi (person)',
      'Joss: Joss (feature), Joss Amadi (person)',
    ])
  })

  it('leaves alone a longer name that holds the word', () => {
    expect(called('the Joss Kiln', [spotAt(4, 13, 'Joss Kiln', aName('Joss Kiln'))])).toEqual([
      'Joss Kiln: Joss Kiln (feature)',
    ])
    expect(called('the Kiln Joss', [spotAt(4, 13, 'Kiln Joss', aName('Kiln Joss'))])).toEqual([
      'Kiln Joss: Kiln Joss (feature)',
    ])
  })

  it('finds people right before and after another name, in the order of the text', () => {
    expect(called('Joss-Kiln-Grace', [spotAt(5, 9, 'Kiln', aName('Kiln'))])).toEqual([
      'Joss: Joss Amadi (person)',
      'Kiln: Kiln (feature)',
      'Grace: Grace Osei (person)',
    ])
  })
})
