import { describe, expect, it } from 'vitest'
import { claimsOf, titleKey, wordsOfClaim } from '../../../../src/domain/name/claims.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import { aBook, aName } from '../../../factories/names.ts'

const claims = (surface: string, override: Partial<Name> = { imported: true }) => {
  const name = aName(surface, override)
  const shape = aBook([name]).shape(name.id)
  return shape ? claimsOf(shape) : []
}
/** Every short form but those for titles, with how surely it means the name. */
const forms = (surface: string, override?: Partial<Name>) =>
  claims(surface, override)
    .filter(({ strength }) => strength !== 'title')
    .map(({ key, strength }) => `${key} ${strength}`)
    .join(', ')
const titles = (surface: string) =>
  claims(surface)
    .filter(({ strength }) => strength === 'title')
    .map(({ key }) => key)

describe('the short forms of a name', () => {
  it.each([
    ['Warp Beam Stand', 'warp beam stand strong, beam stand strong, ^wbs weak, warp proper, stand weak'],
    ['Striped Linen Towel', 'striped linen towel strong, linen towel shared, ^slt weak, towel shared'],
    ['Long-warp loom', 'long warp loom strong, warp loom shared, ^lwl weak, loom weak'],
    ['Blue Linen', 'blue linen strong, linen shared'],
    ['Carding of raw wool fleece', 'carding raw wool fleece strong, ^crwf weak'],
    ['Felting the wool hat', 'felting wool hat strong, wool hat shared, ^fwh weak'],
    ['Great wheel', 'great wheel strong, wheel weak'],
  ])('leave out what it belongs to, and what describes it only if others may share them: %s', (surface, expected) => {
    expect(forms(surface)).toBe(expected)
  })

  it.each([
    [
      'Treadle lathe for mobile',
      'treadle lathe mobile strong, treadle lathe strong, ^tlm weak, treadle proper, lathe weak',
    ],
    ['Retting tank of the flax mill', 'retting tank flax mill strong, retting tank strong, ^rtfm weak, tank weak'],
    [
      'Treadle wool and great wheel',
      'treadle wool great wheel strong, treadle wool strong, ^twgw weak, treadle proper, wool weak',
    ],
    ['Shuttle: thrower for looms', 'shuttle thrower loom strong, ^stl weak, shuttle proper'],
    ['Shuttle – thrower', 'shuttle thrower strong, shuttle proper'],
    ['Shuttle  —  thrower', 'shuttle thrower strong, shuttle proper'],
    ['Lace:pillow', 'lace pillow strong, lace proper, pillow weak'],
    [
      'Skein winder, large',
      'skein winder large strong, skein winder strong, winder large strong, ^swl weak, skein proper, large weak',
    ],
    ['Jute, hemp and flax', 'jute hemp flax strong, jute hemp strong, ^jhf weak, jute proper, hemp weak'],
  ])('are what it is about, without what that is for, in or with: %s', (surface, expected) => {
    expect(forms(surface)).toBe(expected)
  })

  it.each([
    ['Heddle (thread eye)', 'heddle thread eye strong, thread eye weak, ^hte weak, heddle proper'],
    ['Heddle (formerly  Thread Eye)', 'thread eye weak, ^hfte weak, heddle proper'],
    ['Heddle (a.k.a. Thread Guide)', 'heddle k thread guide strong, thread guide weak, ^hktg weak, heddle proper'],
    ['Thread Eye [heddle]', 'thread eye heddle strong, thread eye weak, eye heddle strong, ^teh weak'],
    ['Heddle (eye)', 'heddle eye strong, heddle proper'],
    [
      'Loom.{raise, lower}',
      'loom raise lower strong, loom raise strong, loom lower strong, raise lower strong, ^lrl weak, loom proper',
    ],
    [
      'Loom.{raise,lower}.now',
      'loom raise now strong, loom lower now strong, loom raise lower now strong, raise lower now strong, lower now strong, ^lrln weak',
    ],
    ['Spindle & whorl shop', 'spindle whorl shop strong, spindle shop strong, ^sws weak, spindle proper'],
    ['Spindle  or  whorl  shops', 'spindle whorl shop strong, spindle shop strong, ^sws weak, spindle proper'],
    ['Spindle and whorl', 'spindle whorl strong, spindle proper'],
  ])('are the parts that its author set apart: %s', (surface, expected) => {
    expect(forms(surface)).toBe(expected)
  })

  it.each([
    ['Ostrava', ''],
    ['Kit', ''],
    ['Ox Yoke', 'ox yoke strong, yoke proper'],
    ['Weave kit', 'weave kit strong, weave proper'],
    ['treadle brake', 'treadle brake strong, brake weak'],
    ['Subtreadle treadle pin', 'subtreadle treadle pin strong, treadle pin strong, ^stp weak, subtreadle proper'],
    ['Retreadle Treadle', 'retreadle treadle strong, retreadle proper, treadle proper'],
    ['April weave', 'april weave strong, weave weak'],
    ['Monday Treadle', 'monday treadle strong, treadle proper'],
    ['Niddy Noddy upgrade', 'niddy noddy upgrade strong, niddy noddy strong, ^nnu weak, niddy proper, noddy proper'],
    ['Group page', 'group page strong'],
    [
      'Dent gauge upgrade plan',
      'dent gauge upgrade plan strong, dent gauge strong, ^dgup weak, dent proper, gauge weak',
    ],
  ])('are single words where they tell something, surer when written as names: %s', (surface, expected) => {
    expect(forms(surface)).toBe(expected)
  })

  it.each([
    ['openShed', 'open shed strong, shed weak'],
    ['KnotTable', 'knot table strong'],
    ['Treadle.openGate', 'treadle open gate strong, open gate proper, ^tog weak, treadle proper'],
    ['striped openGate', 'striped open gate strong, open gate shared, ^sog weak'],
    ['LoomStand page', 'loom stand page strong, loom stand strong, stand weak, ^lsp weak'],
    ['TeaselTeasel', 'teasel teasel strong, teasel proper'],
    ['Wool-card page', 'wool card page strong, wool card strong, ^wcp weak, wool proper, card weak'],
  ])('keep words together that are written as one: %s', (surface, expected) => {
    expect(forms(surface)).toBe(expected)
  })

  it.each([
    ['Madder dye 7', 'madder dye 7 strong, dye 7 shared'],
    ['Madder dye v2 trial', 'madder dye v2 trial strong, dye v2 trial shared, v2 trial weak'],
    ['beta Treadle lathe', 'beta treadle lathe strong, treadle lathe guard'],
    ['Teasel 2024', 'teasel 2024 strong, teasel guard'],
    ['TEASEL-7 brake', ''],
  ])('hold what tells versions and siblings apart: %s', (surface, expected) => {
    expect(forms(surface)).toBe(expected)
  })

  it.each([
    [
      'Harbour Bobbin campaign',
      'harbour bobbin campaign strong, harbour bobbin strong, ^hbc weak, harbour proper, bobbin proper',
    ],
    [
      'Tapestry Bobbin lace',
      'tapestry bobbin lace strong, tapestry bobbin strong, bobbin lace strong, ^tbl weak, tapestry proper, lace weak',
    ],
    [
      'Tapestry  Bobbin lace',
      'tapestry bobbin lace strong, tapestry bobbin strong, bobbin lace strong, ^tbl weak, tapestry proper, lace weak',
    ],
    ['Tapestry bobbin lace', 'tapestry bobbin lace strong, bobbin lace strong, ^tbl weak, tapestry proper, lace weak'],
    ['tapestry Bobbin lace', 'tapestry bobbin lace strong, bobbin lace strong, ^tbl weak, lace weak'],
    [
      'Tapestry Bobbin Lace',
      'tapestry bobbin lace strong, bobbin lace strong, ^tbl weak, tapestry proper, lace proper',
    ],
    ['Tapestry Bobbin lace2', 'tapestry bobbin lace2 strong, bobbin lace2 strong, tapestry guard'],
    [
      'Tapestry Bobbin laceNet',
      'tapestry bobbin lace net strong, bobbin lace net strong, lace net proper, ^tbln weak, tapestry proper',
    ],
    ['Tapestry bobbin', 'tapestry bobbin strong, tapestry proper, bobbin weak'],
  ])('leave out a small noun after a name in capitals: %s', (surface, expected) => {
    expect(forms(surface)).toBe(expected)
  })

  it.each([
    [
      'Tapestry bobbin lace pillow',
      'tapestry bobbin lace pillow strong, bobbin lace pillow strong, lace pillow strong, ^tblp weak, tapestry proper, pillow weak',
    ],
    [
      'Tapestry bobbin lace pillow pins',
      'tapestry bobbin lace pillow pin strong, bobbin lace pillow pin strong, lace pillow pin strong, pillow pin strong, ^tblpp weak, tapestry proper',
    ],
    [
      'Tapestry bobbin lace pillow pins jar',
      'bobbin lace pillow pin jar strong, lace pillow pin jar strong, pillow pin jar strong, pin jar strong, tapestry proper',
    ],
    ['Teasel a b c d e f g h i j k', 'g h i j k weak, h i j k weak, teasel proper'],
    ['Teasel a b c d e f g h i j k l', ''],
  ])('are few and short: %s', (surface, expected) => {
    expect(forms(surface)).toBe(expected)
  })

  it.each([
    ['Ostrava Weavers', 'ostrava weaver weak'],
    ['Striped Linen Towel', 'striped linen towel weak, linen towel weak, ^slt weak, towel weak'],
    ['beta Treadle lathe', 'beta treadle lathe weak'],
  ])(
    'mean nothing by themselves, and no version or name alone, where no catalogue lists it: %s',
    (surface, expected) => {
      expect(forms(surface, {})).toBe(expected)
      expect(titles(surface).length > 0).toBe(true)
      expect(claims(surface, {}).some(({ strength }) => strength === 'title')).toBe(false)
    },
  )

  it.each([
    ['Ilse Okoro', 'ilse proper, okoro proper'],
    ['Ilse Marie van Okoro', 'ilse proper, okoro proper'],
    ['Ilse Ilse', 'ilse proper'],
    ['Jo Okoro', 'okoro proper'],
    ['Ann Okoro', 'ann proper, okoro proper'],
    ['Ilse', ''],
    ['Ilse Marie van der Okoro', ''],
  ])('of somebody are the first and the last name: %s', (surface, expected) => {
    expect(forms(surface, { imported: true, type: 'person' })).toBe(expected)
    expect(forms(surface, { type: 'person' })).toBe('')
  })
})

describe('the forms of a name in titles', () => {
  it.each([
    ['Treadle brake', ['~brake treadle']],
    ['Ostrava Loft rental', ['~loft ostrava rental']],
    ['Felting the wool hat', ['~felting hat wool', '~hat wool']],
    ['Fulling mill', ['~fulling mill']],
    ['Wool for felting', ['~felting wool']],
    ['Madder dye v2 trial', ['~dye madder trial v2', '~dye trial v2', '~madder trial v2', '~dye madder v2']],
    [
      'beta Treadle lathe bed',
      ['~bed beta lathe treadle', '~bed beta lathe', '~bed beta treadle', '~beta lathe treadle'],
    ],
    ['Tapestry bobbin lace pillow pins jar', []],
    ['Ostrava', []],
    ['Group page', []],
    ['Page of 2024', []],
  ])('are all of its words, and of a longer one all but one that tells no version: %s', (surface, expected) => {
    expect(titles(surface)).toEqual(expected)
  })

  it('of five words are that and each four of them', () => {
    expect(titles('Tapestry bobbin lace pillow pins')).toHaveLength(6)
  })

  it('stand for the words that a text has to hold', () => {
    expect(wordsOfClaim(titleKey(['wool', 'hat']))).toEqual(['hat', 'wool'])
    expect(wordsOfClaim('wool~ hat')).toEqual(['wool~', 'hat'])
  })
})
