import { describe, expect, it } from 'vitest'
import { createEvidenceFinder } from '../../../src/analysis/find-evidence.ts'
import { segmentsOf } from '../../factories/meetings.ts'

const lines = [
  'Ana: Well, the “east” berth — the big one — takes ships again, since Monday.',
  'Ben: Fine.',
  'Cara: The west crane is still in pieces, and nobody knows when the gearbox comes from the maker.',
  'Dan: Yes.',
  'Eve: Yes.',
  'Fay: The pilots start on the first of May.',
]
const find = createEvidenceFinder(segmentsOf(...lines))
const found = (segment: number, quote: string) => {
  const result = find(segment, quote)
  return result && { segment: result.segment.index, quote: result.quote }
}

describe('a quote', () => {
  it.each([
    ['verbatim', 2, 'The west crane is still in pieces', 'The west crane is still in pieces'],
    ['with other signs and case', 0, 'the "East" berth, the big one, takes', 'the “east” berth — the big one — takes'],
    [
      'with a slip of the pen',
      2,
      'nobody knows when the gearbox come from the maker',
      'nobody knows when the gearbox comes from the maker',
    ],
    [
      'with a gap',
      2,
      'The west crane … the gearbox comes',
      'The west crane is still in pieces, and nobody knows when the gearbox comes',
    ],
    ['in one word', 1, 'Fine.', 'Fine.'],
  ])('is found and given as it stands: %s', (_how, segment, quote, stands) => {
    expect(found(segment, quote)).toEqual({ segment, quote: stands })
  })

  it('is looked for in the neighbours when it is long enough to be told apart', () => {
    expect(found(3, 'takes ships again, since Monday')).toEqual({
      segment: 0,
      quote: 'takes ships again, since Monday',
    })
    expect(found(2, 'Yes.')).toBeNull()
    expect(found(5, 'takes ships again, since Monday')).toBeNull()
  })

  it.each([
    ['other words', 2, 'The west crane is being repaired by the maker'],
    ['words in another order', 2, 'in pieces is still the west crane'],
    ['a gap the wrong way round', 2, 'the gearbox comes … The west crane'],
    ['nothing', 2, ' '],
    ['signs alone', 2, '…'],
    ['a segment that was not offered', 9, 'The pilots start on the first of May'],
  ])('is not found: %s', (_what, segment, quote) => {
    expect(found(segment, quote)).toBeNull()
  })

  it('is cut when it is a speech, never in the middle of a character', () => {
    const long = 'The tide is high. '.repeat(40)
    const result = createEvidenceFinder(segmentsOf(`Ana: ${long}`))(0, long)

    expect(result?.quote.length).toBeLessThanOrEqual(400)
    expect(long.startsWith(result?.quote ?? '-')).toBe(true)
  })
})
