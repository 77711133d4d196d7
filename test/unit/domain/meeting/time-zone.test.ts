import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTimeZone, startOfDayMs, zoneOffsetMs } from '../../../../src/domain/meeting/time-zone.ts'

const hour = 3_600_000
const day = 24 * hour
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Asia/Beirut',
  '-09:30',
]

describe('zoneOffsetMs', () => {
  it.each([
    ['UTC', '2026-01-01T00:00:00Z', 0],
    ['Europe/Berlin', '2026-01-01T00:00:00Z', hour],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', 2 * hour],
    ['-09:30', '2026-07-01T00:00:00Z', -9.5 * hour],
    ['America/New_York', '1800-01-01T00:00:00Z', -(4 * hour + 56 * 60_000 + 2000)],
  ])('knows %s at %s', (zone, instant, offset) => {
    expect(zoneOffsetMs(Date.parse(instant), zone)).toBe(offset)
  })
})

describe('startOfDayMs', () => {
  it('is the first instant whose local date is that day', () => {
    const days = fc.integer({ min: -20_000, max: 40_000 })
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (number, zone) => {
        const start = startOfDayMs(number * day, zone)
        const localDay = (instant: number): number => Math.floor((instant + zoneOffsetMs(instant, zone)) / day)

        expect(localDay(start)).toBe(number)
        expect(localDay(start - 1)).toBeLessThan(number)
      }),
    )
  })
})

describe('the first moment of a day', () => {
  it.each([
    ['where clocks went back since it began', '2026-04-05', 'Pacific/Auckland', '2026-04-04T11:00:00.000Z'],
    ['where clocks skip midnight', '2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
    ['where midnight comes twice', '2025-11-02', 'America/Havana', '2025-11-02T04:00:00.000Z'],
    ['that a place skipped is that of the next', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['where clocks never change', '2026-03-29', '+05:30', '2026-03-28T18:30:00.000Z'],
  ])('%s: %s in %s', (_what, date, zone, expected) => {
    expect(new Date(startOfDayMs(Date.parse(date), zone)).toISOString()).toBe(expected)
  })
})

describe('isTimeZone', () => {
  it.each(['UTC', 'Europe/Berlin', '+02:00', '-11:30', '+23:59'])('accepts %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true)
  })

  it.each(['', 'Mars/Olympus', '+25:00', '+02:75', 'yesterday'])('refuses %j', (zone) => {
    expect(isTimeZone(zone)).toBe(false)
  })
})
