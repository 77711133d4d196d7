import { describe, expect, it } from 'vitest'
import { numberAt } from '../../../src/analysis/offline/text/numbers.ts'
import { tokenise } from '../../../src/analysis/offline/text/token.ts'
import { findMoney, findPercent, moneyText } from '../../../src/analysis/offline/values/money.ts'

describe('numbers', () => {
  it.each([
    ['1,200', 1200],
    ['12.5k', 12500],
    ['forty', 40],
    ['eighty five', 85],
    ['a hundred and eighty', 180],
    ['four hundred and twenty thousand', 420000],
    ['two million four hundred thousand', 2400000],
    ['half a million', 500000],
    ['twenty two hundred', 2200],
    ['three grand', 3000],
  ])('reads "%s" as %d', (text, expected) => {
    expect(numberAt(tokenise(text), 0)?.value).toBe(expected)
  })

  it.each(['a dog', 'an hour', 'and', 'hundredth'])('reads no number in "%s"', (text) => {
    expect(numberAt(tokenise(text), 0)).toBeUndefined()
  })
})

describe('money', () => {
  it.each([
    ['$38k', '38000 USD'],
    ['38,000 euros a year', '38000 EUR'],
    ['three hundred and ten thousand dollars', '310000 USD'],
    ['about 2.5 million pounds', '2500000 GBP'],
    ['twelve thousand', '12000'],
  ])('reads "%s" as %s', (text, expected) => {
    const tokens = tokenise(text)
    const found = findMoney(tokens, 0, tokens.length)

    expect(found && moneyText(found)).toBe(expected)
  })

  it('takes no small number without a currency for money', () => {
    expect(findMoney(tokenise('three people'), 0, 2)).toBeUndefined()
  })
})

describe('shares', () => {
  it.each([
    ['60%', 60],
    ['sixty percent', 60],
    ['a hundred per cent', 100],
    ['halfway there', 50],
  ])('reads "%s" as %d', (text, expected) => {
    const tokens = tokenise(text)

    expect(findPercent(tokens, 0, tokens.length, false)?.value).toBe(expected)
  })

  it('takes a bare number only where nothing is counted by it', () => {
    const [alone, counting] = [tokenise('eighty five'), tokenise('eighty five days')]

    expect(findPercent(alone, 0, alone.length, true)?.value).toBe(85)
    expect(findPercent(counting, 0, counting.length, true)).toBeUndefined()
  })
})
