import { describe, expect, it } from 'vitest'
import { type Dimension, dimensionSchema } from '../../../../src/domain/tracking-model/model.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { categoryOf, isAllowed } from '../../../../src/domain/transition/category.ts'
import { aModel } from '../../../factories/names.ts'

const stages = {
  ...{ name: 'stage', label: 'Stage', kind: 'vocabulary' },
  values: [
    ...[{ value: 'idea' }, { value: 'build' }, { value: 'stuck', setback: true }],
    ...[
      { value: 'lost', terminal: true, setback: true },
      { value: 'won', terminal: true },
    ],
    { value: 'shelved', terminal: true },
  ],
}
const model = aModel({
  types: [{ name: 'thing', label: 'Thing', dimensions: ['stage'] }],
  dimensions: [
    stages,
    ...['date', 'percent', 'number', 'money', 'text', 'entity'].map((kind) => ({
      ...{ name: kind, label: kind },
      kind,
    })),
  ] as never,
})
const view = viewOf(model)
const category = (dimension: string, from: string | null, to: string | null) =>
  categoryOf(view, view.dimension(dimension) as Dimension, from, to)

describe('the category of a change', () => {
  it.each([
    ['date', '2026-03-01', '2026-03-02', 'delayed'],
    ['date', '2026-03-02', '2026-03-01', 'brought_forward'],
    ['percent', '9%', '10%', 'progress'],
    ['percent', '10%', '9%', 'setback'],
    ['number', '9', '10', 'increased'],
    ['number', '10', '9', 'decreased'],
    ['money', '9 EUR', '10 EUR', 'increased'],
    ['money', '10 EUR', '9 EUR', 'decreased'],
    ['money', '10 EUR', '10 USD', 'decreased'],
    ['text', 'b', 'a', 'changed'],
    ['entity', 'a', 'b', 'changed'],
    ['text', null, 'a', 'initial'],
    ['date', '2026-03-01', null, 'cleared'],
    ['text', null, null, 'cleared'],
  ])('of a %s from %s to %s is %s', (kind, from, to, expected) => {
    expect(category(kind, from, to)).toBe(expected)
  })

  it.each([
    ['idea', 'build', 'progress'],
    ['build', 'idea', 'setback'],
    ['build', 'stuck', 'setback'],
    ['stuck', 'idea', 'progress'],
    ['build', 'won', 'completed'],
    ['build', 'lost', 'setback'],
    ['won', 'idea', 'reopened'],
    ['won', 'shelved', 'changed'],
    ['stuck', 'elsewhere', 'progress'],
    ['build', 'elsewhere', 'changed'],
    ['elsewhere', 'build', 'changed'],
    ['elsewhere', 'won', 'completed'],
    ['won', 'elsewhere', 'reopened'],
  ])('of a value in order from %s to %s is %s', (from, to, expected) => {
    expect(category('stage', from, to)).toBe(expected)
  })
})

describe('a move', () => {
  const withMoves = (moves?: [string | null, string][]): Dimension => dimensionSchema.parse({ ...stages, moves })

  it('is free where nothing is said, and never forbidden when a value goes', () => {
    expect(isAllowed(withMoves(), 'won', 'idea')).toBe(true)
    expect(isAllowed(withMoves([]), 'won', null)).toBe(true)
    expect(isAllowed(withMoves([]), 'won', 'idea')).toBe(false)
  })

  it('is one that was listed, from or to anything where a star stands', () => {
    const dimension = withMoves([
      ['idea', 'build'],
      ['*', 'stuck'],
      ['stuck', '*'],
    ])
    const allowed = (from: string, to: string) => isAllowed(dimension, from, to)

    expect([allowed('idea', 'build'), allowed('won', 'stuck'), allowed('stuck', 'won')]).toEqual([true, true, true])
    expect([allowed('build', 'idea'), allowed('idea', 'won'), allowed('won', 'build')]).toEqual([false, false, false])
  })

  it('may begin anywhere unless beginnings are listed', () => {
    expect(isAllowed(withMoves([['idea', 'build']]), null, 'won')).toBe(true)
    const begun = withMoves([
      [null, 'idea'],
      ['idea', 'build'],
    ])
    expect([isAllowed(begun, null, 'idea'), isAllowed(begun, null, 'won')]).toEqual([true, false])
  })
})
