import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../../src/domain/name/claims.ts'
import { shapeOf } from '../../../../src/domain/name/shape.ts'
import { heardForms, namePrints, spokenForms, textPrints } from '../../../../src/domain/name/word-prints.ts'
import { aName } from '../../../factories/names.ts'

const forms = (surface: string) =>
  spokenForms(shapeOf(aName(surface), { person: false, assumed: false, identifiers: [] })).map((words) =>
    words.join(' '),
  )
const heard = (surface: string, matters: (claim: Claim) => boolean, imported = true) =>
  heardForms(aName(surface, { imported }), matters).map((words) => words.join(' '))

/** Whether a meeting with these words is let through for a name. */
const mayBeIn = (surface: string, texts: string[], keys: string[] = [], tenant = 'guild') => {
  const prints = new Set(textPrints('guild', texts, keys))
  const shape = shapeOf(aName(surface), { person: false, assumed: false, identifiers: [] })
  return namePrints(tenant, spokenForms(shape)).some((words) => words.every((word) => prints.has(word)))
}

describe('word prints', () => {
  it.each([
    ['has its words anywhere', ['a kiln', 'and then the vents'], true],
    ['has its words as one', ['KilnVents'], true],
    ['has it run together', ['the kilnvent'], true],
    ['lacks one of its words', ['the kiln'], false],
  ])('let a meeting through that %s: %s', (_what, texts, may) => {
    expect(mayBeIn('Kiln Vent', texts)).toBe(may)
  })

  it('let a meeting through that states a name without saying it', () => {
    expect(mayBeIn('Kiln Vent', ['it is done'], ['kiln vent'])).toBe(true)
  })

  it('tell nothing to another tenant', () => {
    expect(mayBeIn('Kiln Vent', ['kiln vent'], [], 'another guild')).toBe(false)
  })

  it('are each word once, in the order of their numbers', () => {
    const prints = textPrints('guild', ['a kiln, two kilns, the vent of a glazier', 'kiln'])

    expect(prints).toEqual([...new Set(prints)].sort((a, b) => a - b))
    expect(prints).toHaveLength(7)
    expect(namePrints('guild', [['kiln', 'by', 'kiln']])[0]).toHaveLength(2)
  })
})

describe('spokenForms', () => {
  it.each([
    ['Pigment', ['pigment']],
    ['Pigment Mixer', ['pigment mixer', 'pigmentmixer']],
    ['Pigment Mixer Stand', ['pigment mixer stand', 'pigmentmixerstand']],
    ['Pigment Mixer Stand Rental', ['pigment mixer stand rental']],
    ['To Do', ['to do']],

    ['To Fry', ['to fry', 'tofry']],
  ])('of %s', (surface, expected) => {
    expect(forms(surface)).toEqual(expected)
  })
})

describe('heardForms', () => {
  it('are the spellings of a name, and those of its short forms that matter', () => {
    expect(heard('Bramwell Kilns', () => false)).toEqual(['bramwell kiln', 'bramwellkiln'])
    expect(heard('Bramwell Kilns', ({ key }) => key === 'bramwell')).toContain('bramwell')
  })

  it('hold the words of title forms without their mark, and the short forms of people', () => {
    expect(heard('Guest kiln timetable', ({ strength }) => strength === 'title')).toContain('guest kiln timetable')
    expect(heard('Ilse Marie Okoro', ({ key }) => key === 'okoro')).toContain('okoro')
  })

  it('hold no short forms of what no catalogue lists', () => {
    expect(heard('Bramwell Kilns', () => true, false)).toEqual(['bramwell kiln', 'bramwellkiln'])
  })
})
