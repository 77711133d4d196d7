import { describe, expect, it } from 'vitest'
import { shiftValue } from '../../../../src/domain/observation/shift-value.ts'
import { dimensionSchema } from '../../../../src/domain/tracking-model/model.ts'

const shift = (kind: string, current: string, by: string) =>
  shiftValue(dimensionSchema.parse({ name: 'it', label: 'It', kind }), current, by)

describe('a value that is moved', () => {
  it.each([
    ['date', '2026-03-31', ' P14D ', '2026-04-14'],
    ['date', '2026-01-31', 'P1M', '2026-02-28'],
    ['date', '2026-03-01', '-P1W', '2026-02-22'],
    ['date', '2026-03-01', '-P1Y2M', '2025-01-01'],
    ['percent', '40%', ' 10% ', '50%'],
    ['number', '-1.25', '+0.5', '-0.75'],
    ['money', '12.75 EUR', '-0.75', '12 EUR'],
  ])('of a %s: %s by %s is %s', (kind, current, by, expected) => {
    expect(shift(kind, current, by)).toBe(expected)
  })

  it.each([
    ['date', '2026-03-31', 'P'],
    ['date', '2026-03', 'P1D'],
    ['date', '2026-03-31T10:00', 'P1D'],
    ['date', 'x2026-03-31', 'P1D'],
    ['date', '2026-03-31', 'two weeks'],
    ['date', '2026-03-31', 'P99999999Y'],
    ['date', '2026-03-31', 'P9000Y'],
    ['number', '999999999999999', '1'],
    ['vocabulary', '1', '1'],
    ['text', '1 barn', '1'],
    ['entity', '1', '1'],
    ['number', 'some', '1'],
    ['number', 'about 5', '1'],
    ['number', '5', 'a bit'],
  ])('cannot be told: %s %s by %s', (kind, current, by) => {
    expect(shift(kind, current, by)).toBeNull()
  })
})
