import { describe, expect, it } from 'vitest'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { spotNames, spottedText } from '../../../../src/domain/name/spot-names.ts'
import type { ShortMeaning } from '../../../../src/domain/record/short-meaning.ts'
import { spotShortForms } from '../../../../src/domain/record/spot-short-forms.ts'
import { aBook, aModelWithProjects, aName } from '../../../factories/names.ts'

const pump = aName('Bilge pump upgrade', { imported: true })
const guess = (surface: string) => aName(surface, { guessed: true })

type Setting = {
  meanings?: Record<string, ShortMeaning>
  title?: ShortMeaning
  links?: NameLink[]
  segment?: number
  speaker?: string | null
}

/** What is spotted in a text, short forms in angle brackets. */
const spotted = (
  text: string,
  names: Name[],
  { meanings = {}, title, links = [], segment = 0, speaker = 'Ida' }: Setting = {},
) => {
  const book = aBook([pump, ...names], aModelWithProjects())
  for (const link of links) book.putLink(link)
  const read = spottedText(text, segment, speaker)
  const { spots, unclear } = spotShortForms(book, read, spotNames(book, read, null), {
    forms: {
      has: (key) => Object.hasOwn(meanings, key),
      begins: (word) => Object.keys(meanings).some((key) => key.split(' ')[0] === word),
    },
    ofShortForm: ({ key }) => meanings[key],
    ofTitle: () => title,
  })
  for (const { start, end, surface } of spots) expect(text.slice(start, end)).toBe(surface)
  return {
    found: spots.map(({ surface, short, names: all }) => {
      const of = all.map((name) => name.surface).join('/')
      return short ? `<${surface}> ${of}` : `${surface} ${of}`
    }),
    unclear: unclear.map(({ candidates }) => candidates),
  }
}
const meanings = { 'bilge pump': { id: pump.id } }

describe('short forms in a text', () => {
  it('stand among the names in the order of the text', () => {
    expect(
      spotted('Tide clock, bilge pump and buoy', [aName('Tide clock'), aName('Buoy')], { meanings }).found,
    ).toEqual(['Tide clock Tide clock', '<bilge pump> Bilge pump upgrade', 'buoy Buoy'])
  })

  it('take the place of names that were only guessed to be some', () => {
    expect(spotted('the bilge pump leaks', [guess('Pump')], { meanings }).found).toEqual([
      '<bilge pump> Bilge pump upgrade',
    ])
    expect(spotted('the bilge pump leaks', [guess('Leak')], { meanings }).found).toEqual([
      '<bilge pump> Bilge pump upgrade',
      'leaks Leak',
    ])
    expect(spotted('Crane: bilge pump leaks', [guess('Crane')], { meanings }).found).toHaveLength(2)
  })

  it.each([
    ['told', [aName('Pump')], []],
    ['told and guessed', [aName('Pump'), aName('Pump', { type: 'deal', guessed: true })], []],
    [
      'guessed, but placed by somebody',
      [guess('Pump')],
      [{ id: 'l', kind: 'alias', origin: 'meeting', a: guess('Pump').id, b: 'x', recorded: 0 } as const],
    ],
  ])('leave a name that was %s', (_how, names, links) => {
    expect(spotted('the bilge pump leaks', names, { meanings, links }).found).toHaveLength(1)
    expect(spotted('the bilge pump leaks', names, { meanings, links }).found[0]).toMatch(/^pump Pump/)
  })

  it('that may mean several things are told and stand nowhere', () => {
    expect(spotted('the bilge pump leaks', [], { meanings: { 'bilge pump': { others: ['a', 'b'] } } })).toEqual({
      ...{ found: [], unclear: [['a', 'b']] },
    })
    expect(spotted('the bilge pump leaks', [], { meanings }).unclear).toEqual([])
  })

  it('of a name that is gone stand nowhere', () => {
    expect(spotted('the bilge pump leaks', [], { meanings: { 'bilge pump': { id: 'gone' } } }).found).toEqual([])
  })
})

describe('a title', () => {
  const title = { id: pump.id }
  const text = 'Upgrade of pumps (bilge)'

  it('as a whole is what it is about where nothing else stands in it', () => {
    expect(spotted(text, [], { title, segment: -1 }).found).toEqual(['<Upgrade of pumps (bilge> Bilge pump upgrade'])
    expect(spotted(text, [guess('Pump')], { title, segment: -1 }).found).toEqual([
      '<Upgrade of pumps (bilge> Bilge pump upgrade',
    ])
    expect(spotted(text, [], { title, speaker: null }).found).toHaveLength(1)
  })

  it('may have people in it', () => {
    const ida = aName('Ida Moor', { type: 'person' })

    expect(spotted('Ida Moor: pumps', [ida], { title, segment: -1 }).found).toEqual([
      'Ida Moor Ida Moor',
      '<Ida Moor: pumps> Bilge pump upgrade',
    ])
  })

  it.each([
    ['a name stands in it', 'Buoy pumps', { segment: -1 }],
    ['a name and a person do', 'Buoy Ida Moor', { segment: -1 }],
    ['it is said by somebody', 'all the pumps', {}],
    ['a short form stands in it', 'the bilge pump', { segment: -1, meanings }],
  ])('is not read as a whole where %s', (_why, line, setting: Setting) => {
    const names = [aName('Buoy'), aName('Ida Moor', { type: 'person' })]

    expect(spotted(line, names, { title, ...setting }).found).not.toContain(`<${line}> Bilge pump upgrade`)
  })

  it('that may be about several things is told', () => {
    expect(spotted(text, [], { title: { others: ['a', 'b'] }, segment: -1 })).toEqual({
      ...{ found: [], unclear: [['a', 'b']] },
    })
    expect(spotted(' — ', [], { title, segment: -1 }).found).toEqual([])
  })
})
