import { describe, expect, it } from 'vitest'
import { createQuoteLocator } from '../../../src/analysis/locate-quote.ts'

const said = 'So PROJ-17 is now done, and the customs form went out on the 14th.'
const locate = createQuoteLocator(said)
const shown = (quote: string): string | null => {
  const found = locate(quote)
  return found && said.slice(found.start, found.end)
}

describe('a quote', () => {
  it('is found as it stands, in other spacing, and with one slip in many letters', () => {
    expect(shown('PROJ-17 is now done')).toBe('PROJ-17 is now done')
    expect(shown('proj-17 IS  now done')).toBe('PROJ-17 is now done')
    expect(shown('the custons form went out on the 14th')).toBe('the customs form went out on the 14th')
  })

  it.each(['PROJ-18 is now done, and', 'the customs form went out on the 15th', 'PROJ-7 is now done, and the'])(
    'is not found with another number: %j',
    (quote) => {
      expect(shown(quote)).toBeNull()
    },
  )
})
