import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../src/domain/errors.ts'
import { parseOccurredAt } from '../../../../src/domain/meeting/occurred-at.ts'

const iso = (ms: number): string => new Date(ms).toISOString()

describe('parseOccurredAt', () => {
  it.each([
    ['2026-03-04T15:00:00Z', '2026-03-04T15:00:00.000Z', 'UTC'],
    ['2026-03-04T15:00:00+01:00', '2026-03-04T14:00:00.000Z', '+01:00'],
    ['2026-03-04t15:00:00.123456-05:30', '2026-03-04T20:30:00.123Z', '-05:30'],
    ['2026-03-04 15:00-00:00', '2026-03-04T15:00:00.000Z', 'UTC'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z', 'UTC'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', 'UTC'],
    ['0050-06-01T00:00:00Z', '0050-06-01T00:00:00.000Z', 'UTC'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z', 'UTC'],
  ])('reads the instant %s and keeps its offset', (text, instant, timeZone) => {
    const parsed = parseOccurredAt(text, 'Asia/Tokyo', 1)

    expect({ ...parsed, occurredAtMs: iso(parsed.occurredAtMs) }).toEqual({
      occurredAtMs: instant,
      precision: 'instant',
      timeZone,
    })
  })

  it.each([
    ['2026-03-04', 'America/New_York', '2026-03-04T05:00:00.000Z', 'America/New_York'],
    ['2026-07-04', 'America/New_York', '2026-07-04T04:00:00.000Z', 'America/New_York'],
    ['2026-03-04', '+05:30', '2026-03-03T18:30:00.000Z', '+05:30'],
    ['2026-03-04+02:00', 'UTC', '2026-03-03T22:00:00.000Z', '+02:00'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 'America/Sao_Paulo'],
    ['0001-01-01', 'UTC', '0001-01-01T00:00:00.000Z', 'UTC'],
  ])('counts the day %s from its first moment in %s', (text, zone, instant, timeZone) => {
    const parsed = parseOccurredAt(text, zone, 1)

    expect({ ...parsed, occurredAtMs: iso(parsed.occurredAtMs) }).toEqual({
      occurredAtMs: instant,
      precision: 'day',
      timeZone,
    })
  })

  it('takes the first acceptance when nothing is told', () => {
    expect(parseOccurredAt(undefined, 'Europe/Berlin', 1234)).toEqual({
      occurredAtMs: 1234,
      precision: 'received',
      timeZone: 'Europe/Berlin',
    })
  })

  it.each([
    '',
    'yesterday',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-03-04T25:00:00Z',
    '2026-03-04T15:60:00Z',
    '2026-03-04T15:00:00',
    '2026-03-04T15:00:00+25:00',
    '10000-01-01',
    '0000-06-01',
    '0000-12-31T23:59:59Z',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '1700000000000',
  ])('refuses %j and names it', (text) => {
    expect(() => parseOccurredAt(text, 'UTC', 0)).toThrow(AppError)
    expect(() => parseOccurredAt(text, 'UTC', 0)).toThrow(JSON.stringify(text))
  })

  it.each([
    ['soon', 'write 2026-03-04T15:00:00+01:00 or 2026-03-04'],
    ['2026-04-31', 'there is no such day'],
    ['2026-03-04+99:00', 'there is no time zone +99:00'],
    ['2026-03-04T15:00:00', 'a time needs its offset, such as Z or +02:00'],
    ['2026-03-04T15:00:61Z', 'there is no such time'],
    ['2026-03-04T15:00:00+25:00', 'there is no such offset'],
    ['0000-06-01', 'the year must lie between 1 and 9999 in UTC'],
  ])('says what is wrong with %s: %s', (text, message) => {
    const refusal = { code: 'invalid_request', details: [{ path: 'occurredAt', message }] }

    expect(() => parseOccurredAt(text, 'UTC', 0)).toThrow(expect.objectContaining(refusal))
    expect(() => parseOccurredAt(text, 'UTC', 0)).toThrow(message)
  })

  it.each([
    [' 2026-03-04 ', '2026-03-04T00:00:00.000Z'],
    ['2026-03-04T15:00Z', '2026-03-04T15:00:00.000Z'],
    ['2026-03-04T15:00:07.5Z', '2026-03-04T15:00:07.500Z'],
    ['2026-03-04T23:59:59z', '2026-03-04T23:59:59.000Z'],
  ])('reads %j too', (text, instant) => {
    expect(iso(parseOccurredAt(text, 'UTC', 0).occurredAtMs)).toBe(instant)
  })

  it('reads back every instant it could write', () => {
    const instants = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseOccurredAt(instant.toISOString(), 'UTC', 0).occurredAtMs).toBe(instant.getTime())
      }),
    )
  })

  it('never throws anything but an AppError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9TZ:+.-]{8,28}$/)), (text) => {
        try {
          parseOccurredAt(text, 'UTC', 0)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
    )
  })
})
