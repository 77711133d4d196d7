import { describe, expect, it } from 'vitest'
import { tokenise } from '../../../src/analysis/offline/text/token.ts'
import { dayOf, isoOf, localDay } from '../../../src/analysis/offline/values/calendar.ts'
import type { Tense } from '../../../src/analysis/offline/values/date-at.ts'
import { findDate } from '../../../src/analysis/offline/values/dates.ts'
import { findDuration } from '../../../src/analysis/offline/values/durations.ts'
import { findWrittenDate } from '../../../src/analysis/offline/values/written-date.ts'

/** Tuesday. */
const today = dayOf(2025, 3, 4)

const read = (text: string, tense: Tense = 'future'): string | null => {
  const tokens = tokenise(text)
  const found = findDate(tokens, 0, tokens.length, today, tense)
  return found ? isoOf(found.day) : null
}

describe('dates ahead', () => {
  it.each([
    ['by Friday', '2025-03-07'],
    ['next Friday', '2025-03-14'],
    ['this Thursday', '2025-03-06'],
    ['on Tuesday', '2025-03-11'],
    ['tomorrow', '2025-03-05'],
    ['this afternoon', '2025-03-04'],
    ['by the 15th', '2025-03-15'],
    ['by the twenty eighth', '2025-03-28'],
    ['on the second', '2025-04-02'],
    ['Thursday the tenth of April', '2025-04-10'],
    ['April 10', '2025-04-10'],
    ['10 April 2026', '2026-04-10'],
    ['March sixth', '2025-03-06'],
    ['January 20', '2026-01-20'],
    ['2025-12-24', '2025-12-24'],
    ['by the end of April', '2025-04-30'],
    ['end of next week', '2025-03-14'],
    ['by the end of the month', '2025-03-31'],
    ['mid May', '2025-05-16'],
    ['in two weeks', '2025-03-18'],
    ['two weeks from this Friday', '2025-03-21'],
    ['in Q3', '2025-09-30'],
    ['in Q1', '2025-03-31'],
    ['end of the year', '2025-12-31'],
  ])('reads "%s" as %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

describe('dates behind', () => {
  it.each([
    ['on Friday', '2025-02-28'],
    ['last Monday', '2025-03-03'],
    ['yesterday', '2025-03-03'],
    ['three days ago', '2025-03-01'],
    ['on the 20th', '2025-02-20'],
    ['December 20', '2024-12-20'],
  ])('reads "%s" as %s', (text, expected) => {
    expect(read(text, 'past')).toBe(expected)
  })
})

describe('what is no date', () => {
  it.each([
    'the first draft',
    'maybe',
    'twenty people',
    'the second half of it',
    'we march on',
    'two weeks of work',
    'Sunny days',
  ])('finds none in "%s"', (text) => {
    expect(read(text)).toBeNull()
  })
})

describe('dates in figures', () => {
  it.each([
    ['3/28/2026', '2026-03-28'],
    ['28.03.2026', '2026-03-28'],
  ])('reads %s', (text, expected) => {
    const found = findWrittenDate(text, today)

    expect(found === undefined ? null : isoOf(found)).toBe(expected)
  })
})

describe('durations', () => {
  it.each([
    ['by a week', 'P7D'],
    ['by two weeks', 'P14D'],
    ['three days earlier', '-P3D'],
    ['a month', 'P1M'],
    ['a quarter', 'P3M'],
    ['ten people', null],
  ])('reads "%s" as %s', (text, expected) => {
    const tokens = tokenise(text)

    expect(findDuration(tokens, 0, tokens.length)?.iso ?? null).toBe(expected)
  })
})

describe('the day of a meeting', () => {
  it.each([
    ['2025-03-04T23:30:00Z', 'America/New_York', '2025-03-04'],
    ['2025-03-04T23:30:00Z', '+02:00', '2025-03-05'],
    ['2025-03-04T03:30:00Z', '-05:00', '2025-03-03'],
    ['2025-03-04T23:30:00Z', 'Asia/Tokyo', '2025-03-05'],
  ])('is where it was held: %s in %s', (instant, zone, expected) => {
    expect(isoOf(localDay(instant, zone))).toBe(expected)
  })
})
