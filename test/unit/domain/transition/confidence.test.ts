import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bases } from '../../../../src/domain/observation/observation.ts'
import type { NameLinkage } from '../../../../src/domain/observation/observation-fact.ts'
import { baseConfidence } from '../../../../src/domain/transition/base-confidence.ts'
import { confidenceOf } from '../../../../src/domain/transition/confidence.ts'

const methods = ['stated', 'relinked', 'context', 'key', 'sentence', 'heading', 'title', 'segment', 'back'] as const
const linked = (method: NameLinkage['method'], penalty = 0) => ({ method, penalty })
const told = { basis: 'told', confidence: 1 } as const

describe('the base of a confidence', () => {
  it('depends on how it was stated and how the thing was found, not on what the words would say of themselves', () => {
    expect(baseConfidence({ ...told, confidence: 1 }, linked('stated'))).toBe(
      baseConfidence({ ...told, confidence: 99 }, linked('stated', 30)),
    )
    expect(baseConfidence({ ...told, basis: 'conclusion' }, linked('title'))).toBeGreaterThan(
      baseConfidence({ ...told, basis: 'silence' }, linked('title')),
    )
  })

  it('is never higher for a thing that is only remembered than for one that was named', () => {
    for (const basis of bases)
      expect(baseConfidence({ basis, confidence: 80 }, linked('back', 10))).toBeLessThan(
        baseConfidence({ basis, confidence: 80 }, linked('stated')),
      )
  })

  it('is the word of a model for what a model read, less for a thing that was found elsewhere', () => {
    expect(baseConfidence({ basis: 'model', confidence: 80 }, linked('stated'))).toBe(80)
    expect(baseConfidence({ basis: 'model', confidence: 80 }, linked('title', 5))).toBe(75)
    expect(baseConfidence({ basis: 'model', confidence: 3 }, linked('back', 30))).toBe(1)
  })
})

describe('a confidence', () => {
  const said = {
    origin: 'machine',
    base: 80,
    first: false,
    text: false,
    agreeing: 0,
    conflicting: 0,
    allowed: true,
  } as const

  it('rises with those who agree and falls with every doubt', () => {
    expect(confidenceOf(said)).toBe(80)
    expect(confidenceOf({ ...said, agreeing: 1 })).toBe(85)
    expect(confidenceOf({ ...said, agreeing: 9 })).toBe(90)
    expect(confidenceOf({ ...said, first: true })).toBe(70)
    expect(confidenceOf({ ...said, text: true })).toBe(60)
    expect(confidenceOf({ ...said, conflicting: 2 })).toBe(60)
    expect(confidenceOf({ ...said, conflicting: 9 })).toBe(50)
    expect(confidenceOf({ ...said, allowed: false })).toBe(60)
  })

  it('is 100 for what users and catalogues say, and a whole number from 1 to 99 for all else', () => {
    expect(confidenceOf({ ...said, origin: 'user', conflicting: 3, allowed: false })).toBe(100)
    fc.assert(
      fc.property(
        fc.record({
          ...{
            origin: fc.constant('machine' as const),
            first: fc.boolean(),
            text: fc.boolean(),
            allowed: fc.boolean(),
          },
          ...{ base: fc.integer({ min: 1, max: 100 }), agreeing: fc.nat(20), conflicting: fc.nat(20) },
        }),
        (any) => {
          const confidence = confidenceOf(any)

          expect(Number.isInteger(confidence)).toBe(true)
          expect(confidence).toBeGreaterThanOrEqual(1)
          expect(confidence).toBeLessThanOrEqual(99)
        },
      ),
    )
  })

  it('has a base for every basis and every way in which a thing is found', () => {
    for (const basis of bases)
      for (const method of methods) {
        const base = baseConfidence({ basis, confidence: 80 }, linked(method))

        expect(base).toBeGreaterThanOrEqual(1)
        expect(base).toBeLessThanOrEqual(99)
      }
  })
})
