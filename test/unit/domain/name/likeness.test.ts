import { describe, expect, it } from 'vitest'
import { jaroWinkler } from '../../../../src/domain/name/jaro-winkler.ts'
import { shapeOf } from '../../../../src/domain/name/shape.ts'
import { isFrame } from '../../../../src/domain/name/title-frame.ts'
import { aName } from '../../../factories/names.ts'

describe('jaroWinkler', () => {
  // The first five are the examples of Winkler (1990) and Jaro (1989).
  it.each([
    ['martha', 'marhta', 96],
    ['dwayne', 'duane', 84],
    ['dixon', 'dicksonx', 81],
    ['jones', 'johnson', 83],
    ['abroms', 'abrams', 92],
    ['warp', 'weft', 55],
    ['warp', 'hide', 0],
    ['heddle', 'handle', 80],
    ['treadle', 'threadle', 96],
    ['abcde', 'edcba', 47],
    ['loomx', 'xloom', 87],
    ['ab', 'ba', 0],
    ['', 'warp', 0],
    ['', '', 100],
    ['abcdefgh', 'abcdefxy', 90],
    ['aaaa', 'aa', 87],
    ['abcd', 'abcdefghij', 88],
  ])('of %j and %j is %i', (a, b, score) => {
    expect([jaroWinkler(a, b), jaroWinkler(b, a)]).toEqual([score, score])
  })
})

const shape = (surface: string, override = {}, type = {}) =>
  shapeOf(aName(surface, override), { person: false, assumed: false, identifiers: [], ...type })

describe('the shape of a name', () => {
  it.each([
    [
      'Loom of the Weavers',
      { content: ['loom', 'weaver'], contentKey: 'loom weaver', compact: 'loomoftheweaver', initials: 'lw' },
    ],
    ['For the', { content: ['for', 'the'], initials: 'ft' }],
    ['Loom', { content: ['loom'], initials: '', digits: '', variants: '', identifiers: '', acronym: null }],
    ['Loom 12 v2 7.10.3', { digits: '12 2 7.10.3' }],
    ['Loom next beta', { variants: 'beta next' }],
    ['WBS', { acronym: 'wbs' }],
    ['W2B', { acronym: 'w2b' }],
    ['WARPBOBBI', { acronym: null }],
    ['WARPBOBB', { acronym: 'warpbobb' }],
    ['W', { acronym: null }],
    ['WBS rack', { acronym: null }],
    ['WARP-12 and #7, WARP-3', { identifiers: '7 warp12 warp3' }],
    ['WARP-12, WARP-12', { identifiers: 'warp12' }],
    ['W-12, xWARP-12, WARP-12345678', { identifiers: '' }],
  ])('of %s', (surface, expected) => {
    expect(shape(surface)).toMatchObject(expected)
  })

  it('has the identifiers that its type knows', () => {
    expect(shape('Lot 7/b of wool', {}, { identifiers: [/Lot \d+\/\w/g] }).identifiers).toBe('lot7b')
  })

  it('tells whose type was guessed: never that of people and of what is listed', () => {
    const guessed = (override: object, type: object = {}) => shape('Loom', override, type).guessed

    expect([guessed({}), guessed({ guessed: true }), guessed({}, { assumed: true })]).toEqual([false, true, true])
    expect([guessed({ guessed: true, imported: true }), guessed({ guessed: true }, { person: true })]).toEqual([
      false,
      false,
    ])
  })
})

describe('isFrame', () => {
  it.each([
    ['update', true],
    ['of', true],
    ['2024', true],
    ['v2', false],
    ['2nd', false],
    ['loom', false],
  ])('%s: %s', (word, expected) => {
    expect(isFrame(word)).toBe(expected)
  })
})
