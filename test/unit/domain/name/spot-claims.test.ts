import { describe, expect, it } from 'vitest'
import { type ClaimSpot, type KnownForms, spotClaims } from '../../../../src/domain/name/spot-claims.ts'
import { type Spot, spottedText } from '../../../../src/domain/name/spot-names.ts'

const knownForms = (keys: readonly string[]): KnownForms => ({
  has: (key) => keys.includes(key),
  begins: (word) => keys.some((key) => key.replace('^', '').split(' ')[0] === word),
})

/** The short forms that a text has, if all of those that `meant` accepts mean something. */
const spots = (
  keys: readonly string[],
  text: string,
  { segment = 0, names = [] as Spot[], meant = (_spot: ClaimSpot): boolean => true } = {},
): ClaimSpot[] =>
  spotClaims(knownForms(keys), spottedText(text, segment), names, (spot) => (meant(spot) ? spot.key : undefined)).map(
    ({ spot }) => spot,
  )
const surfaces = (...args: Parameters<typeof spots>) => spots(...args).map(({ surface }) => surface)

describe('spotClaims', () => {
  it('tells where a short form stands', () => {
    expect(spots(['kiln vent'], 'so the kiln vents leak', { segment: 7 })).toEqual([
      { segment: 7, start: 7, end: 17, surface: 'kiln vents', key: 'kiln vent', written: false, pointed: true },
    ])
  })

  it.each([
    ['the longest that begins at a place', ['kiln', 'kiln vent'], 'a kiln vent, a kiln', ['kiln vent', 'kiln']],
    ['none inside another', ['kiln vent', 'vent cover'], 'a kiln vent cover', ['kiln vent']],
    ['one of as many words as a form may have', ['a1 b1 c1 d1 e1'], 'a1 b1 c1 d1 e1', ['a1 b1 c1 d1 e1']],
    ['none of more words', ['a1 b1 c1 d1 e1 f1'], 'a1 b1 c1 d1 e1 f1', []],
    ['one with a joining word inside', ['pigment bucket'], 'buy the pigment of buckets', ['pigment of buckets']],
    ['none across two joining words', ['pigment bucket'], 'the pigment of the buckets', []],
    ['none that begins with a joining word', ['the pigment', 'of'], 'of the pigment', []],
    [
      'an identifier without the part that nobody says',
      ['kiln lift'],
      'call kiln.prototype.lift',
      ['kiln.prototype.lift'],
    ],
    ['none that belongs to another thing by a full stop', ['lift'], 'call Kiln.lift', []],
    ['none that belongs to another thing by a hash', ['lift'], 'call Kiln#lift', []],
    ['none that belongs to another thing by a bracket', ['lift'], 'call Kiln.[lift]', []],
    ['none that belongs to another thing by a bracket alone', ['lift'], 'call Kiln[lift]', []],
    ['one after a full stop', ['lift'], 'by the kiln. lift it', ['lift']],
    ['one behind a full stop that belongs to nothing', ['lift'], 'the kiln .lift', ['lift']],
    ['one in a later sentence', ['kiln vent'], 'Done. The kiln vent leaks', ['kiln vent']],
    ['one after a comma', ['lift'], 'the kiln,lift', ['lift']],
    ['one at the very beginning', ['lift'], '.lift', ['lift']],
    ['none across two sentences', ['kiln vent'], 'by the kiln. Vent it', []],
    ['none across two lines', ['kiln vent'], 'kiln\nvent', []],
    ['one with a mark inside a word', ['kiln vent'], 'kiln:vent', ['kiln:vent']],
    ['none that is a part of a written word', ['kiln', 'vent'], 'KilnVent', []],
    ['a written word of several', ['kiln vent'], 'KilnVent', ['KilnVent']],
    ['none of which only a part is spoken of', ['kiln vent'], 'the kiln vent docs', []],
    ['one before a part of something else', ['kiln vent'], 'the kiln vent, docs', ['kiln vent']],
  ])('finds %s', (_what, keys, text, found) => {
    expect(surfaces(keys, text)).toEqual(found)
  })

  it('takes a shorter one where the longest means nothing', () => {
    const meant = ({ key }: ClaimSpot) => key === 'kiln'

    expect(surfaces(['kiln', 'kiln vent'], 'a kiln vent', { meant })).toEqual(['kiln'])
    expect(surfaces(['kiln', 'kiln vent'], 'a kiln vent', { meant: () => false })).toEqual([])
  })

  it('leaves alone what a name was spotted in', () => {
    const names = [{ segment: 0, start: 7, end: 11, surface: 'vent', names: [] }]

    expect(surfaces(['kiln vent', 'cover'], 'a kiln vent cover', { names })).toEqual(['cover'])
    expect(surfaces(['kiln', 'cover'], 'a kiln vent cover', { names })).toEqual(['kiln', 'cover'])
  })

  it.each([
    ['SKV', ['^skv']],
    ['skv', []],
    ['Skv', []],
    ['ABCDE', ['^abcde']],
    ['ABCDEF', []],
    ['AB', []],
  ])('takes initials in three to five capitals: %s', (text, keys) => {
    expect(spots([`^${text.toLowerCase()}`], text).map(({ key }) => key)).toEqual(keys)
  })

  it('takes initials for what they abbreviate where the letters mean nothing else', () => {
    const key = (meant: (spot: ClaimSpot) => boolean) => spots(['^skv', 'skv'], 'SKV', { meant })[0]?.key

    expect(key(() => true)).toBe('skv')
    expect(key((spot) => spot.key === '^skv')).toBe('^skv')
  })

  it.each([
    ['we met Ostrava', 0, true],
    ['we met ostrava', 0, false],
    ['Ostrava called', 0, false],
    ['Update on Ostrava', -1, true],
    ['Ostrava and glazing', -1, false],
    ['Glazing Ostrava', -1, false],
    ['ostrava', -1, true],
  ])('tells whether one is written as a name: %s (%j)', (text, segment, written) => {
    expect(spots(['ostrava'], text, { segment })).toMatchObject([{ written }])
  })

  it('takes several words for written as a name only where they are one', () => {
    expect(spots(['kiln vent'], 'our Kiln Vent')[0]?.written).toBe(false)
    expect(spots(['kiln vent'], 'our KilnVent')[0]?.written).toBe(true)
    expect(spots(['kiln vent cover'], 'our KilnVent Cover')[0]?.written).toBe(false)
  })

  it.each([
    ['we shut the door', 'door', true],
    ['we shut a door', 'door', false],
    ['door', 'door', false],
    ['we fire a brontide', 'brontide', true],
    ['we paint a door frame', 'door frame', true],
  ])('tells whether one is pointed at: %s', (text, key, pointed) => {
    expect(spots([key], text)).toMatchObject([{ pointed }])
  })
})
