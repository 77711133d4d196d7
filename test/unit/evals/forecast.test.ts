import { describe, expect, it } from 'vitest'
import { backtest } from '../../../evals/forecast/backtest.ts'
import type { LabelledChange } from '../../../evals/forecast/labelled-changes.ts'

const dayMs = 86_400_000
const change = (entity: string, day: number, from: string | null, to: string): LabelledChange => ({
  ...{ world: 'w', entity, type: 'kite', dimension: 'status', dateMs: day * dayMs, from, to },
})
/** A kite is sewn on the first day given, and flies so many days later. */
const kite = (name: string, sewn: number, days: number): LabelledChange[] => [
  change(name, sewn, null, 'sewn'),
  change(name, sewn + days, 'sewn', 'flying'),
]
const inOrder = (changes: LabelledChange[]) => changes.sort((a, b) => a.dateMs - b.dateMs)
const five = ['a', 'b', 'c', 'd', 'e'].flatMap((name, index) => kite(name, 0, 10 + index))

describe('a backtest', () => {
  it('foretells nothing before five cases, then the value and a span', () => {
    expect(backtest(inOrder(five))).toMatchObject({ changes: 5, told: 0 })
    expect(backtest(inOrder([...five, ...kite('f', 20, 12)]))).toMatchObject({
      ...{ changes: 6, told: 1, right: 1, frequent: 1, dated: 1, within: 1, widthDays: 4 },
    })
    expect(backtest(inOrder([...five, ...kite('f', 20, 40)]))).toMatchObject({ dated: 1, within: 0 })
  })

  it('knows only what had happened when it was asked', () => {
    expect(backtest(inOrder([...five, ...kite('f', 12, 10)]))).toMatchObject({ changes: 6, told: 0 })
  })

  it('looks ahead as far as the labels reach, against "nothing changes"', () => {
    const { horizons } = backtest(inOrder([...five, ...kite('f', 20, 12), change('far', 500, null, 'sewn')]))

    expect(horizons[0]).toEqual({ days: 90, asked: 1, forecast: 1, unchanged: 0 })
  })

  it('tells nothing of another world', () => {
    const other = kite('f', 20, 12).map((row) => ({ ...row, world: 'other' }))

    expect(backtest(inOrder([...five, ...other]))).toMatchObject({ changes: 6, told: 0 })
  })
})
