import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ModelPrice, TokenUsage } from '../../../src/llm/model.ts'
import { costOf, countMessages, countTokens, estimateTokens, sumCosts } from '../../../src/llm/tokens.ts'

const price: ModelPrice = { input: 0.15, output: 0.6, cacheRead: 0.075, version: 'list@1' }
const usage = (more: Partial<TokenUsage>): TokenUsage => ({
  ...{ input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 },
  ...more,
})

describe('the cost of a call', () => {
  it('is exact to the last place, bucket by bucket', () => {
    const took = usage({ input: 1_234_567, cacheRead: 17, cacheWrite: 3, output: 99, reasoning: 40 })

    // 1,234,567 × 0.15 + 17 × 0.075 + 3 × 0.15 (written to the cache at the price of input) + 99 × 0.6, for a million
    expect(costOf({ price }, took)).toEqual({ cost: '0.185246175', priceVersion: 'list@1' })
  })

  it('is null where price or tokens are not known, and 0 only where the price is', () => {
    expect(costOf({ price: null }, usage({ input: 5 }))).toEqual({ cost: null, priceVersion: null })
    expect(costOf({ price }, null)).toEqual({ cost: null, priceVersion: 'list@1' })
    expect(costOf({ price: { input: 0, output: 0, version: 'own' } }, usage({ input: 5 })).cost).toBe('0')
  })

  it('adds up to the cent over many calls, where floats drift', () => {
    const tenth = costOf({ price: { input: 0.1, output: 0, version: 'v' } }, usage({ input: 1_000_000 })).cost

    expect(sumCosts(Array.from({ length: 10_000 }, () => tenth))).toBe('1000')
    expect(sumCosts(['0.1', null, '0.2'])).toBeNull()
    expect(sumCosts([])).toBe('0')
  })

  it('is the sum of the costs of its buckets, for any counts and prices', () => {
    const tokens = fc.integer({ min: 0, max: 100_000_000 })
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((each) => each / 10_000)
    fc.assert(
      fc.property(tokens, tokens, cents, cents, (input, output, inPrice, outPrice) => {
        const model = { price: { input: inPrice, output: outPrice, version: 'v' } }
        const parts = [usage({ input }), usage({ output })].map((part) => costOf(model, part).cost)

        expect(costOf(model, usage({ input, output })).cost).toBe(sumCosts(parts))
      }),
    )
  })
})

describe('counting tokens', () => {
  it('counts by the vocabulary of current models', () => {
    expect(countTokens('We moved the payments migration to stage three on Friday.')).toBe(11)
    expect(countTokens('')).toBe(0)
  })

  it('takes control words in a transcript for text', () => {
    expect(countTokens('<|endoftext|><|im_start|>')).toBeGreaterThan(2)
  })

  it('stays linear for text without a space', () => {
    const started = performance.now()
    const count = countTokens('字'.repeat(60_000))

    // The tokenizer alone takes 16 s for this.
    expect(performance.now() - started).toBeLessThan(3_000)
    expect(count).toBeGreaterThan(10_000)
  })

  it('adds what each message costs in framing', () => {
    const messages = [
      { role: 'system', content: 'one' },
      { role: 'user', content: 'two' },
    ] as const

    expect(countMessages(messages)).toBe(1 + 4 + 1 + 4 + 3)
  })
})

describe('estimating tokens', () => {
  it.each([
    ['speech', 'We moved the payments migration to stage three on Friday, because the vendor slipped again. '],
    ['numbered lines', '[41] Ana Ruiz: Yes, I think PAY-1041 is done.\n'],
    ['JSON', JSON.stringify(Array.from({ length: 20 }, (_, id) => ({ id, owner: 'Ana Ruiz', due: '2026-03-28' })))],
    ['German', 'Wir haben die Umstellung der Zahlungen auf Freitag verschoben, weil der Lieferant verspätet war. '],
    ['Russian', 'Мы перенесли миграцию платежей на пятницу, потому что поставщик снова опоздал. '],
    ['Japanese', '支払い移行は金曜日に第三段階に移りました。ベンダーの遅れが原因です。'],
    ['hexadecimal', '3f9a77c0deadbeef4f7a9c '],
  ])('comes within a third of the count for %s', (_, text) => {
    const ratio = estimateTokens(text.repeat(40)) / countTokens(text.repeat(40))

    expect(ratio).toBeGreaterThan(0.75)
    expect(ratio).toBeLessThan(1.34)
  })
})
