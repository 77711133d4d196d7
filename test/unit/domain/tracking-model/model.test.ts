import { describe, expect, it } from 'vitest'
import { dimensionSchema, entityTypeSchema, trackingModelSchema } from '../../../../src/domain/tracking-model/model.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'

const loom = { name: 'loom', label: 'Loom', dimensions: ['state'] }
const state = { name: 'state', label: 'State', kind: 'vocabulary', values: [{ value: 'strung' }, { value: 'cut' }] }
const parse = (override: object) =>
  trackingModelSchema.safeParse({ name: 'guild', label: 'Guild', types: [loom], dimensions: [state], ...override })
const issues = (override: object) =>
  parse(override).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('a tracking model', () => {
  it('may say little', () => {
    const model = parse({}).data

    expect(model?.types[0]).toMatchObject({ ...loom, nouns: [], namedByNoun: true, person: false, assumed: false })
    expect(model?.dimensions[0]).toMatchObject({ many: false, grows: false, cues: { set: [], ignore: [] } })
    expect(model?.dimensions[0]?.values[0]).toMatchObject({
      synonyms: [],
      terminal: false,
      setback: false,
      decided: false,
    })
    expect(model).toMatchObject({ speech: { negation: [] }, insights: [] })
  })

  it.each([
    [
      'a type with an unknown dimension',
      { types: [{ ...loom, dimensions: ['state', 'dye'] }] },
      ['types.loom: dimension "dye" is not declared'],
    ],
    [
      'a value of an unknown type',
      { dimensions: [{ ...state, valueTypes: ['loom', 'weaver'] }] },
      ['dimensions.state: type "weaver" is not declared'],
    ],
    [
      'a pattern that is none',
      { types: [{ ...loom, namePatterns: ['(?<name>'] }] },
      ['types.0.namePatterns.0: not a valid regular expression'],
    ],
  ])('refuses %s and tells where', (_what, override, expected) => {
    expect(issues(override)).toEqual(expected)
  })

  it.each([
    ['no types', { types: [] }],
    ['no dimensions', { dimensions: [] }],
    ['what it does not know', { colour: 'red' }],
    ['a kind that it does not know', { dimensions: [{ ...state, kind: 'colour' }] }],
    ['an empty cue', { types: [{ ...loom, nouns: [' '] }] }],
    ['a cue too long to be said', { types: [{ ...loom, nouns: ['x'.repeat(201)] }] }],
    ['a value without a word', { dimensions: [{ ...state, values: [{ value: ' ' }] }] }],
    ['a kind of insight without fields', { insights: [{ kind: 'wish', description: '', fields: [] }] }],
  ])('refuses %s', (_what, override) => {
    expect(parse(override).success).toBe(false)
  })

  it.each([
    ['loom', true],
    ['loom_2', true],
    ['2loom', false],
    ['Loom', false],
    ['loom-2', false],
    ['l'.repeat(40), true],
    ['l'.repeat(41), false],
  ])('takes %s for an identifier: %s', (name, expected) => {
    expect(entityTypeSchema.safeParse({ ...loom, name }).success).toBe(expected)
    expect(dimensionSchema.safeParse({ ...state, name }).success).toBe(expected)
  })
})

describe('the view of a tracking model', () => {
  const model = trackingModelSchema.parse({
    ...{ name: 'guild', label: 'Guild', dimensions: [state] },
    types: [loom, { name: 'weaver', label: 'Weaver', dimensions: [], person: true }],
  })

  it('answers by look-up', () => {
    const view = viewOf(model)
    const dimension = view.dimension('state')
    if (!dimension) throw new Error('there is one')
    expect([view.rank(dimension, 'cut'), view.rank(dimension, 'dyed')]).toEqual([1, -1])
    expect([view.listed(dimension, 'cut')?.value, view.listed(dimension, 'dyed')]).toEqual(['cut', undefined])
    expect(view.rank({ ...dimension, name: 'other' }, 'cut')).toBe(-1)
    expect(view.dimension('other')).toBeUndefined()
    expect([view.owns('loom', 'state'), view.owns('weaver', 'state'), view.owns('shed', 'state')]).toEqual([
      true,
      false,
      false,
    ])
    expect([view.personType, viewOf({ ...model, types: [] }).personType]).toEqual(['weaver', undefined])
  })

  it('is made once for a model', () => {
    expect(viewOf(model)).toBe(viewOf(model))
    expect(viewOf({ ...model })).not.toBe(viewOf(model))
  })
})
