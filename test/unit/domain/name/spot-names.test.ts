import { describe, expect, it } from 'vitest'
import { needsExactSpelling } from '../../../../src/domain/name/accepts-spelling.ts'
import { isDescribing } from '../../../../src/domain/name/claim-words.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import { spotNames, spottedText } from '../../../../src/domain/name/spot-names.ts'
import { aBook, aName } from '../../../factories/names.ts'

const spots = (names: Name[], text: string, { segment = 0, series = null as string | null } = {}) =>
  spotNames(aBook(names), spottedText(text, segment), series)
const found = (surface: string, text: string, segment = 0) =>
  spots([aName(surface)], text, { segment }).map((spot) => spot.surface)

describe('an ordinary or short word that is a name', () => {
  it.each([
    ['Set', 'so: Set it', []],
    ['Set', 'so; Set it', []],
    ['Set', 'it is. “Set” it', []],
    ['Set', 'it is\nSet', []],
    ['Set', 'it is – Set', ['Set']],
    ['Set', 'Set, are you there', ['Set']],
    ['Set', '— Set it', []],
    ['Set', 'reset the SetOf', []],
    [' Set ', 'in Set theory', ['Set']],
    ['seT', 'set seT', ['seT']],
    ['Set!', 'a Set a Set!', ['Set']],
    ['at', 'the "at" way', ['at']],
    ['at', 'the "at way', []],
    ['at', 'the at" way', []],
    ['at', 'the «at» way', ['at']],
    ['at', 'at', []],
    ['Loom', 'loom LOOM', ['loom', 'LOOM']],
  ])('counts where it is written as one: %j in %j', (surface, text, expected) => {
    expect(found(surface, text)).toEqual(expected)
  })

  it.each([
    ['Set', 'Set', ['Set']],
    ['Set', 'Set of rules', ['Set']],
    ['Set', 'Set Theory', []],
    ['Set', 'Set  Theory', []],
    ['Set', 'Set, Theory', ['Set']],
    ['Set', 'Rules of Set', ['Set']],
    ['Set', 'Rules of Set Theory', ['Set']],
  ])('does not count where every word of a title is capitalised: %j in %j', (surface, text, expected) => {
    expect(found(surface, text, -1)).toEqual(expected)
  })

  it.each([
    ['Set', true],
    ['AI', true],
    ['Ox', true],
    ['Oxen', false],
    ['Set theory', false],
  ])('%s is one: %s', (surface, expected) => {
    expect(needsExactSpelling(aName(surface))).toBe(expected)
  })
})

describe('names at one place', () => {
  it('are what the series calls so before what all call so, type by type and in a fixed order', () => {
    const [own, common] = [aName('gateway', { scope: 'series:a' }), aName('gateway')]
    const deal = aName('gateway', { type: 'deal' })
    const person = aName('gateway', { type: 'person' })

    for (const names of [
      [own, common, deal, person],
      [person, deal, common, own],
    ]) {
      expect(spots(names, 'the gateway', { series: 'a' })[0]?.names).toEqual([deal, own, person])
      expect(spots(names, 'the gateway', { series: 'b' })[0]?.names).toEqual([deal, common, person])
    }
  })

  it('are the longest, of written words that hold several too', () => {
    const names = ['Loom', 'Loom Rack', 'Rack', 'Loomrack Door'].map((surface) => aName(surface))
    const surfaces = (text: string) => spots(names, text).map((spot) => [spot.surface, spot.names[0]?.surface])

    expect(surfaces('LoomRack door')).toEqual([['LoomRack door', 'Loomrack Door']])
    expect(surfaces('LoomRack, Rack')).toEqual([
      ['LoomRack', 'Loom Rack'],
      ['Rack', 'Rack'],
    ])
    expect(surfaces('RackLoom')).toEqual([])
  })

  it('are still found when others that begin or end alike are gone', () => {
    const [loom, rack, door] = ['Harness Loom', 'Harness Loom Rack', 'Harness Door'].map((surface) => aName(surface))
    if (!loom || !rack || !door) throw new Error('three names')
    const book = aBook([loom, rack, door, aName('Harness Loom', { type: 'deal' })])
    const surfaces = (text: string) =>
      spotNames(book, spottedText(text, 0), null).map((spot) => `${spot.surface} ${spot.names.length}`)

    book.remove(door.id)
    expect(surfaces('harness loom rack, harness door')).toEqual(['harness loom rack 1'])
    book.remove(loom.id)
    expect(surfaces('harness loom rack, harness loom')).toEqual(['harness loom rack 1', 'harness loom 1'])
    book.remove(rack.id)
    expect(surfaces('harness loom rack')).toEqual(['harness loom 1'])
  })
})

describe('spottedText', () => {
  const announces = (text: string, speaker: string | null | undefined, segment = 0) =>
    spottedText(text, segment, speaker).announces

  it.each([
    ['a title', 'The loom is new.', undefined, -1, true],
    ['a short line that nobody speaks', 'The v1.2 loom', null, 0, true],
    ['a line of fourteen words', Array(14).fill('loom').join(' '), null, 0, true],
    ['no line of fifteen words', Array(15).fill('loom').join(' '), null, 0, false],
    ['no sentence', 'The loom is new. ', null, 0, false],
    ['nothing that somebody says', 'The loom', 'Ilse', 0, false],
    ['nothing where nothing is known of the speaker', 'The loom', undefined, 0, false],
  ])('announces what follows: %s', (_what, text, speaker, segment, expected) => {
    expect(announces(text, speaker, segment)).toBe(expected)
  })
})

describe('isDescribing', () => {
  it.each([
    ['striped', true],
    ['woollen', false],
    ['washable', true],
    ['red', false],
    ['bred', false],
    ['shed', false],
    ['singles', false],
    ['edge', false],
  ])('%s: %s', (word, expected) => {
    expect(isDescribing(word)).toBe(expected)
  })
})
