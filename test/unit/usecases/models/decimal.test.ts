import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDecimals, ratioOf, timesDecimal } from '../../../../src/usecases/models/decimal.ts'

describe('decimals', () => {
  it('add without the errors of floats', () => {
    expect(addDecimals(['0.1', '0.2'])).toBe('0.3')
    expect(addDecimals(Array.from({ length: 1000 }, () => '0.0000000001'))).toBe('0.0000001')
    expect(addDecimals(['-0.5', '0.2'])).toBe('-0.3')
    expect(addDecimals([])).toBe('0')
  })

  it('are multiplied by numbers of pieces, and by shares to four digits', () => {
    expect(timesDecimal('0.0870627', 15_000)).toBe('1305.9405')
    expect(timesDecimal('10', 0.7)).toBe('7')
    expect(timesDecimal('0', 500)).toBe('0')
  })

  it('have a ratio, but not to nothing', () => {
    expect(ratioOf('1', '3')).toBe(0.3333)
    expect(ratioOf('1', '0')).toBeNull()
  })

  it('add up in any order to the same, and to what whole units say', () => {
    const units = fc.bigInt({ min: 0n, max: 10n ** 18n })
    const text = (value: bigint) => `${value / 10n ** 10n}.${(value % 10n ** 10n).toString().padStart(10, '0')}`
    fc.assert(
      fc.property(fc.array(units), (values) => {
        const sum = text(values.reduce((all, value) => all + value, 0n)).replace(/\.?0+$/, '')
        expect(addDecimals(values.map(text))).toBe(sum === '' ? '0' : sum)
        expect(addDecimals(values.map(text).reverse())).toBe(addDecimals(values.map(text)))
      }),
      { numRuns: 200 },
    )
  })
})
