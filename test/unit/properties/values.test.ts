import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberAt } from '../../../src/analysis/offline/text/numbers.ts'
import { tokenise } from '../../../src/analysis/offline/text/token.ts'
import { addMonths, type Day, dayOf, isoOf, partsOf } from '../../../src/analysis/offline/values/calendar.ts'
import { findDate } from '../../../src/analysis/offline/values/dates.ts'
import { findDuration } from '../../../src/analysis/offline/values/durations.ts'
import { findMoney, findPercent, moneyText } from '../../../src/analysis/offline/values/money.ts'
import { findWrittenDate } from '../../../src/analysis/offline/values/written-date.ts'
import { shiftValue } from '../../../src/domain/observation/shift-value.ts'
import { normaliseValue } from '../../../src/domain/observation/values.ts'
import { dimensionSchema } from '../../../src/domain/tracking-model/model.ts'
import { inWords, ordinalInWords } from '../../factories/in-words.ts'
import { talk } from '../../factories/talk.ts'
import { tries } from '../../support/properties.ts'

const months = 'January February March April May June July August September October November December'.split(' ')
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const day = fc.integer({ min: dayOf(2000, 1, 1), max: dayOf(2089, 12, 31) })

const readDate = (text: string, today: Day, tense: 'future' | 'past' = 'future'): string | null => {
  const tokens = tokenise(text)
  const found = findDate(tokens, 0, tokens.length, today, tense)
  return found ? isoOf(found.day) : null
}

const suffix = (date: number): string => (date > 10 && date < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][date % 10] ?? 'th'))

describe('a date', () => {
  it('is read in every way in which it is said with its year', () => {
    fc.assert(
      fc.property(day, day, (said, today) => {
        const { year, month, day: date, weekday } = partsOf(said)
        const name = months[month - 1] ?? ''
        const ways = [
          isoOf(said),
          `${name} ${date} ${year}`,
          `${name} ${date}${suffix(date)}, ${year}`,
          `${name.slice(0, 3)} ${date} ${year}`,
          `${date} ${name} ${year}`,
          `the ${date}${suffix(date)} of ${name} ${year}`,
          `${name} ${ordinalInWords(date)} ${year}`,
          `the ${ordinalInWords(date)} of ${name} ${year}`,
          `${weekdays[weekday]} the ${ordinalInWords(date)} of ${name} ${year}`,
        ].filter((way) => !way.startsWith('Mar '))
        for (const way of ways) expect([way, readDate(`it is due by ${way}`, today)]).toEqual([way, isoOf(said)])
      }),
      tries(150),
    )
  })

  it('is read in figures', () => {
    fc.assert(
      fc.property(day, day, (said, today) => {
        const { year, month, day: date } = partsOf(said)
        const padded = [month, date].map((part) => String(part).padStart(2, '0'))
        for (const way of [`${month}/${date}/${year}`, `${padded[1]}.${padded[0]}.${year}`]) {
          const found = findWrittenDate(way, today)
          expect([way, found === undefined ? null : isoOf(found)]).toEqual([way, isoOf(said)])
        }
      }),
      tries(60),
    )
  })

  it('is as far away as is said', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 2, max: 99 }), fc.boolean(), (today, count, spelt) => {
        const said = spelt ? inWords(count) : String(count)

        expect(readDate(`in ${said} days`, today)).toBe(isoOf(today + count))
        expect(readDate(`${said} weeks from now`, today)).toBe(isoOf(today + 7 * count))
        expect(readDate(`${said} days ago`, today, 'past')).toBe(isoOf(today - count))
        expect(readDate(`in ${said} months`, today)).toBe(isoOf(addMonths(today, count)))
      }),
      tries(150),
    )
  })

  it.each([
    'in 999999999 days',
    'in 99999999999999999999 weeks',
    '999999999 days ago',
    'in 999999999 months',
    'nine hundred thousand million weeks from now',
  ])('is none that no calendar has: %s', (text) => {
    expect(readDate(text, dayOf(2025, 3, 4))).toBeNull()
  })

  it('can be written, whatever is said', () => {
    fc.assert(
      fc.property(talk(), day, fc.constantFrom('future', 'past'), (text, today, tense) => {
        expect(readDate(text, today, tense) ?? '2000-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/)
      }),
      tries(500),
    )
  })
})

describe('a number', () => {
  const spoken = fc.oneof(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 999_999 }))
  const read = (text: string) => {
    const tokens = tokenise(text)
    const found = numberAt(tokens, 0)
    return found?.to === tokens.length ? found.value : undefined
  }

  it('is read in figures, with and without groups, and in words', () => {
    fc.assert(
      fc.property(spoken, (number) => {
        const ways = [String(number), number.toLocaleString('en-US'), inWords(number), inWords(number, '')]
        for (const way of ways) expect([way, read(way)]).toEqual([way, number])
      }),
      tries(500),
    )
  })

  it('is a finite number, whatever is said', () => {
    fc.assert(
      fc.property(talk(8), (text) => {
        const tokens = tokenise(text)
        for (let at = 0; at < tokens.length; at += 1) {
          const found = numberAt(tokens, at)
          if (found) expect(Number.isFinite(found.value)).toBe(true)
        }
      }),
      tries(500),
    )
  })

  it('has an amount and a currency where it is money', () => {
    const figures = fc.integer({ min: 1_000, max: 999_999 })
    fc.assert(
      fc.property(figures, (amount) => {
        const ways = [`$${amount}`, `$${amount.toLocaleString('en-US')}`, `${inWords(amount)} dollars`, `${amount} USD`]
        for (const way of ways) {
          const tokens = tokenise(way)
          const found = findMoney(tokens, 0, tokens.length)
          expect([way, found && moneyText(found)]).toEqual([way, `${amount} USD`])
        }
      }),
      tries(100),
    )
  })

  it('is a share from 0 to 100', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (share) => {
        for (const way of [`${share}%`, `${share} percent`, `${inWords(share)} per cent`]) {
          const tokens = tokenise(way)
          expect([way, findPercent(tokens, 0, tokens.length, false)?.value]).toEqual([way, share])
        }
      }),
      tries(101),
    )
  })

  it('is a length of time with its unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), (count) => {
        const units: [string, string][] = [
          ['days', `P${count}D`],
          ['weeks', `P${7 * count}D`],
          ['months', `P${count}M`],
          ['quarters', `P${3 * count}M`],
        ]
        for (const [unit, iso] of units)
          for (const said of [String(count), inWords(count)]) {
            const tokens = tokenise(`by ${said} ${unit}`)
            expect(findDuration(tokens, 0, tokens.length)?.iso).toBe(iso)
          }
      }),
      tries(60),
    )
  })
})

describe('words of every object', () => {
  it.each([
    'constructor',
    'the constructor',
    '$ constructor',
    'constructor 5',
    '5 constructor',
    "constructorn't",
    'twenty constructor',
    'in two constructor',
    'a constructor through',
  ])('are no numbers, no currencies and no dates: %s', (text) => {
    const tokens = tokenise(text)

    expect(findMoney(tokens, 0, tokens.length)).toBeUndefined()
    expect(findPercent(tokens, 0, tokens.length, true)).toBeUndefined()
    expect(findDate(tokens, 0, tokens.length, 0)).toBeUndefined()
    for (const token of tokens) expect(typeof token.norm).toBe('string')
  })
})

describe('a value', () => {
  const dimension = (kind: string) => dimensionSchema.parse({ name: 'it', label: 'It', kind })
  const kinds = ['vocabulary', 'date', 'number', 'percent', 'money', 'text'] as const
  const said = fc.oneof(
    talk(4),
    fc.stringMatching(/^[+-]?\d{1,20}(,\d{3}){0,2}(\.\d{1,8})?( ?(k|m|bn|%|USD|€))?$/),
    fc.stringMatching(/^\d{4}(-\d\d(-\d\d(T.{0,5})?)?)?$/),
    fc.stringMatching(/^\d{4}-?Q\d$/),
  )

  it('is the same when it is read once more', () => {
    fc.assert(
      fc.property(fc.constantFrom('date', 'number', 'percent', 'money'), said, (kind, text) => {
        const value = normaliseValue(dimension(kind), text, null)
        if (value) expect(normaliseValue(dimension(kind), value.text, null)).toEqual(value)
      }),
      tries(2000),
    )
  })

  it('is never empty and never too long to be compared', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), said, (kind, text) => {
        const value = normaliseValue(dimension(kind), text, null)
        if (!value) return
        expect(value.key).not.toBe('')
        expect(value.text.length).toBeLessThanOrEqual(400)
        if (kind !== 'text') expect(value.text).not.toMatch(/Infinity|NaN|e\+/)
      }),
      tries(1000),
    )
  })

  it('is the number that was said, grouped or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (number) => {
        for (const text of [String(number), number.toLocaleString('en-US'), `${number}.0 seats`])
          expect(normaliseValue(dimension('number'), text, null)?.text).toBe(String(number))
      }),
      tries(200),
    )
  })

  it('is no day that no month has', () => {
    for (const text of ['2025-02-29', '2025-02-30', '2025-04-31T10:00', '2025-13', '2025-00', '2025-01-00'])
      expect([text, normaliseValue(dimension('date'), text, null)]).toEqual([text, null])
    expect(normaliseValue(dimension('date'), '2024-02-29', null)?.text).toBe('2024-02-29')
  })

  it('is moved by what is said, unless it becomes too large to be told', () => {
    expect(shiftValue(dimension('number'), '1000000000000', '0.1')).toBe('1000000000000.1')
    expect(shiftValue(dimension('money'), '5 EUR', '-7')).toBe('-2 EUR')
    expect(shiftValue(dimension('number'), '5', '9'.repeat(400))).toBeNull()
  })

  it('stays a value when it is moved, and goes back where days are moved back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 5_000 }), fc.nat(600), (from, days, months) => {
        const there = shiftValue(dimension('date'), isoOf(from), `P${days}D`)
        expect(there && shiftValue(dimension('date'), there, `-P${days}D`)).toBe(isoOf(from))
        const moved = shiftValue(dimension('date'), isoOf(from), `P${months}M`)
        expect(moved).toBe(isoOf(addMonths(from, months)))
      }),
      tries(200),
    )
  })
})
