import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edgeAcrossTypes, edgeBetween } from '../../../src/domain/name/edge.ts'
import { jaroWinkler } from '../../../src/domain/name/jaro-winkler.ts'
import { cleanSurface, nameKey } from '../../../src/domain/name/name.ts'
import { shapeOf } from '../../../src/domain/name/shape.ts'
import { wordsOf } from '../../../src/domain/name/words.ts'
import { aName } from '../../factories/names.ts'
import { talk } from '../../factories/talk.ts'
import { tries } from '../../support/properties.ts'

const part = fc.constantFrom(
  ...['Roster', 'rosters', 'Import', 'Imports', 'v2', '2.0', 'ABC-12', '#45', 'of', 'the', 'beta', 'RI', 'Ri', 'API'],
  ...['Ana', 'Ruiz', "Ana's", 'DisplayNames', 'constructor', '日本', 'Straße', 'STRASSE', 'İzmir', 'C++', '½'],
)
const surface = fc.oneof(
  { weight: 3, arbitrary: fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' ')) },
  { weight: 1, arbitrary: talk(4) },
)
const shape = fc
  .tuple(surface, fc.boolean(), fc.boolean(), fc.constantFrom('feature', 'person'))
  .filter(([text]) => nameKey(text) !== '')
  .map(([text, imported, assumed, type]) =>
    shapeOf(aName(text, { imported, type }), { person: type === 'person', assumed, identifiers: [] }),
  )

describe('words of a name', () => {
  it('stand in the order of the text, and leave no letter out', () => {
    fc.assert(
      fc.property(surface, (text) => {
        const words = wordsOf(text)
        const left = text.split('')
        for (const [at, { start, end }] of words.entries()) {
          expect(start).toBeLessThan(end)
          expect(start).toBeGreaterThanOrEqual(words[at - 1]?.end ?? 0)
          left.fill('', start, end)
        }
        expect(left.join('')).not.toMatch(/\p{L}/u)
      }),
      tries(400),
    )
  })

  it('are the same whatever stands around them and however they are spaced', () => {
    const plain = fc.constantFrom('Roster', 'imports', 'v2', 'beta', 'Ana', 'DisplayNames', 'ABC-12')
    fc.assert(
      fc.property(
        fc.array(plain, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' ', '  ', '\t', ' \n '),
        (parts, gap) => {
          const key = nameKey(parts.join(' '))
          expect(nameKey(`  ${parts.join(gap)}  `)).toBe(key)
          expect(nameKey(`the ${parts.join(gap)}.`)).toBe(key)
          expect(nameKey(`“${parts.join(' ')}”`)).toBe(key)
        },
      ),
      tries(200),
    )
  })

  it('make a key and a surface that fit a row', () => {
    fc.assert(
      fc.property(talk(80), (text) => {
        expect(nameKey(text).length).toBeLessThanOrEqual(200)
        expect(cleanSurface(text).length).toBeLessThanOrEqual(200)
        expect(cleanSurface(text)).not.toMatch(/[\n\t]/)
      }),
      tries(200),
    )
  })
})

describe('likeness of names', () => {
  it('is the same from both sides', () => {
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        expect(edgeBetween(a, b)).toEqual(edgeBetween(b, a))
        expect(edgeAcrossTypes(a, b)).toEqual(edgeAcrossTypes(b, a))
      }),
      tries(1000),
    )
  })

  it('is certain for two spellings of one key, and nothing is like itself', () => {
    fc.assert(
      fc.property(shape, (one) => {
        const twin = { ...one, name: { ...one.name, id: `${one.name.id}-twin` } }
        const edge = edgeBetween(one, twin)
        expect(edgeBetween(one, one)).toBeNull()
        expect(edge?.strength).toBe('link')
        expect(edge?.score).toBeGreaterThanOrEqual(97)
      }),
      tries(300),
    )
  })

  it('is never found where identifiers or numbers differ', () => {
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        const bothHaveOne = a.identifiers !== '' && b.identifiers !== ''
        if (bothHaveOne ? a.identifiers !== b.identifiers : a.digits !== b.digits) expect(edgeBetween(a, b)).toBeNull()
      }),
      tries(500),
    )
  })

  it('is a whole number from 0 to 100, and 100 for equal texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'é'), maxLength: 12 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const score = jaroWinkler(a, b)
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true)
        expect(jaroWinkler(a, a)).toBe(100)
      }),
      tries(500),
    )
  })
})
