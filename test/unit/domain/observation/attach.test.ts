import { describe, expect, it } from 'vitest'
import { spotNames, spottedText } from '../../../../src/domain/name/spot-names.ts'
import { focusOf, type OpenPosition } from '../../../../src/domain/observation/attach.ts'
import { segmentsOf } from '../../../factories/meetings.ts'
import { aBook, aName } from '../../../factories/names.ts'

const names = ['Calendar Sync', 'Shift Swap', 'Payroll Export'].map((surface) => aName(surface))
const book = aBook([...names, aName('Ana Ruiz', { type: 'person' }), aName('Acme', { type: 'deal' })])

/** Who is in focus at the first `@` of the transcript. */
const focus = (title: string, lines: string[], type = 'feature', within: OpenPosition['within'] = null) => {
  const segments = segmentsOf(...lines)
  const segment = title.includes('@') ? -1 : segments.findIndex((one) => one.text.includes('@'))
  const start = segment === -1 ? title.indexOf('@') : (segments[segment]?.text.indexOf('@') ?? 0)
  const spots = [
    ...spotNames(book, spottedText(title, -1), null),
    ...segments.flatMap((one) => spotNames(book, spottedText(one.text, one.index), null)),
  ]
  const found = focusOf(
    { places: spots, segments: new Map(segments.map((one) => [one.index, one])), title },
    { segment, start, within },
    (candidate) => candidate === type,
  )
  return found && `${book.get(found.id)?.surface} (${found.method})`
}

describe('focusOf within a stretch of the talk', () => {
  const lines = ['Ana: Shift Swap, Ben.', 'Ben: Payroll Export first. It is @done.']

  it('takes what was named in the stretch', () => {
    expect(focus('Calendar Sync', lines, 'feature', { segment: 0, start: 0, end: 100 })).toBe(
      'Payroll Export (segment)',
    )
  })

  it('takes nothing that was named before it, nor what the title announces', () => {
    expect(focus('Calendar Sync', lines, 'feature', { segment: 1, start: 20, end: 100 })).toBeNull()
  })
})

describe('focusOf', () => {
  it.each([
    [
      'the nearest before it in the sentence',
      'Weekly',
      ['Ana: Shift Swap waits but Calendar Sync is @done'],
      'Calendar Sync (sentence)',
    ],
    ['one after it in the sentence', 'Weekly', ['Ana: It is @done, the Calendar Sync.'], 'Calendar Sync (sentence)'],
    [
      'the sentence before in the segment',
      'Weekly',
      ['Ana: Calendar Sync next. It is @done.'],
      'Calendar Sync (segment)',
    ],
    [
      'what was spoken of before',
      'Weekly',
      ['Ana: Shift Swap, Ben.', 'Ben: Right.', 'Ben: It is @done.'],
      'Shift Swap (back)',
    ],
    [
      'the one thing in the title',
      'Calendar Sync for release',
      ['Ana: So.', 'Ben: It is @done.'],
      'Calendar Sync (title)',
    ],
    [
      'the title over a passing mention',
      'Calendar Sync for release',
      ['Ana: Shift Swap was easy.', 'Ben: We are @done.'],
      'Calendar Sync (title)',
    ],
    [
      'the first of a title with an explanation',
      'Calendar Sync (after Shift Swap)',
      ['Ben: It is @done.'],
      'Calendar Sync (title)',
    ],
    ['nothing in a title that lists several', 'Calendar Sync and Shift Swap', ['Ben: It is @done.'], null],
    [
      'the heading of the section',
      'Weekly',
      [': Shift Swap', 'Ben: Fine.', ': Calendar Sync', 'Ben: It is @done.'],
      'Calendar Sync (heading)',
    ],
    [
      'nothing across a long stretch',
      'Weekly',
      ['Ana: Shift Swap.', ...Array.from({ length: 13 }, () => 'Ben: Hm.'), 'Ben: It is @done.'],
      null,
    ],
    ['the title for what the title says', 'Calendar Sync @done', ['Ana: Shift Swap.'], 'Calendar Sync (sentence)'],
  ])('takes %s', (_what, title, lines, expected) => {
    expect(focus(title, lines)).toBe(expected)
  })

  it('passes over things whose type does not own the dimension', () => {
    expect(focus('Weekly', ['Ana: Acme wants it.', 'Ben: Shift Swap. Acme called, it is @done.'], 'deal')).toBe(
      'Acme (sentence)',
    )
    expect(focus('Weekly', ['Ana: Acme wants it.', 'Ben: Shift Swap is @done.'], 'deal')).toBe('Acme (back)')
  })

  it('ends a sentence at its full stop and not inside a word', () => {
    const book = 'Weekly'
    expect(focus(book, ['Ana: Calendar Sync v1.2 is @done.'])).toBe('Calendar Sync (sentence)')
  })
})
