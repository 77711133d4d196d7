import { describe, expect, it } from 'vitest'
import { firstInstant, lastInstant, pointInTime } from '../../../src/usecases/points-in-time.ts'

describe('a point in time', () => {
  it('that is a day begins and ends with it in the zone of the tenant', () => {
    expect(firstInstant('2025-07-01', 'Europe/Berlin').toISOString()).toBe('2025-06-30T22:00:00.000Z')
    expect(lastInstant('2025-07-01', 'Europe/Berlin').toISOString()).toBe('2025-07-01T21:59:59.999Z')
  })

  it('knows days of 23 and 25 hours', () => {
    expect(lastInstant('2025-03-30', 'Europe/Berlin').toISOString()).toBe('2025-03-30T21:59:59.999Z')
    expect(lastInstant('2025-10-26', 'Europe/Berlin').toISOString()).toBe('2025-10-26T22:59:59.999Z')
  })

  it('that is an instant is that instant, whatever the zone', () => {
    expect(lastInstant('2025-07-01T12:00:00+02:00', 'Asia/Tokyo').toISOString()).toBe('2025-07-01T10:00:00.000Z')
  })

  it('stays within what can be stored', () => {
    expect(firstInstant('0000-01-01', 'UTC').toISOString()).toBe('0001-01-01T00:00:00.000Z')
    expect(lastInstant('9999-12-31', 'America/New_York').toISOString()).toBe('9999-12-31T23:59:59.999Z')
  })

  it.each(['yesterday', '2025-02-30', '2025-07-01T12:00:00', '01.07.2025'])('is not %j', (text) => {
    expect(pointInTime.safeParse(text).success).toBe(false)
  })
})
