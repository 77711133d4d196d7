import { describe, expect, it } from 'vitest'
import { type MarkedMeeting, tombstoneMarks } from '../../../../src/domain/erase/tombstone-marks.ts'

const march = { occurredAtMs: Date.parse('2026-03-04T10:00:00Z'), precision: 'instant' } as const
const april = { occurredAtMs: Date.parse('2026-04-04T10:00:00Z'), precision: 'instant' } as const
const long = { hash: 'h-long', body: 'word '.repeat(60) }
const short = { hash: 'h-short', body: 'No updates.' }
const meeting = (more: Partial<MarkedMeeting> = {}): MarkedMeeting => ({
  ...{ tenantId: 't1', identity: 'ext:recorder:7', source: 'recorder', externalId: '7', series: null },
  ...{ declared: march, contents: [long] },
  ...more,
})
const meets = (erased: MarkedMeeting, sent: MarkedMeeting): boolean => {
  const marks = tombstoneMarks(erased)
  return tombstoneMarks(sent).some((mark) => marks.includes(mark))
}

describe('an erased meeting is known again', () => {
  it.each([
    ['by its external id, with other words', meeting(), meeting({ contents: [short], declared: april }), true],
    ['by its words under another id', meeting(), meeting({ identity: 'ext:recorder:8', declared: april }), true],
    [
      'by few words at the same time',
      meeting({ contents: [short] }),
      meeting({ identity: 'x', contents: [short] }),
      true,
    ],
    [
      'not by few words at another time',
      meeting({ contents: [short] }),
      meeting({ identity: 'x', contents: [short], declared: april }),
      false,
    ],
    ['not in another tenant', meeting(), meeting({ tenantId: 't2' }), false],
    [
      'not by its id where only the words are remembered',
      meeting({ identity: null }),
      meeting({ contents: [short], declared: april }),
      false,
    ],
  ])('%s', (_how, erased, sent, expected) => {
    expect(meets(erased, sent)).toBe(expected)
  })

  it('by its content alone from 200 characters on', () => {
    const marked = (length: number) =>
      tombstoneMarks(meeting({ identity: null, contents: [{ hash: 'h', body: 'x'.repeat(length) }] }))

    expect([199, 200].map((length) => marked(length).length)).toEqual([1, 2])
    expect(
      meets(meeting(), meeting({ identity: 'x', contents: [{ ...long, hash: 'h-other' }], declared: april })),
    ).toBe(false)
  })

  it('under marks in one order, whatever was kept first', () => {
    const marks = tombstoneMarks(meeting({ contents: [long, short] }))

    expect(marks).toEqual([...marks].sort())
    expect(tombstoneMarks(meeting({ contents: [short, long, short] }))).toEqual(marks)
  })

  it('without anything of it being readable', () => {
    expect(tombstoneMarks(meeting()).every((mark) => /^[0-9a-f]{64}$/.test(mark))).toBe(true)
  })
})
