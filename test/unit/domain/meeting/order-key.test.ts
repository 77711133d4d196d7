import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { precisions } from '../../../../src/domain/meeting/meeting.ts'
import { importKey, observationKey, orderKeyPrefix } from '../../../../src/domain/meeting/order-key.ts'

const yearZero = Date.parse('0000-01-01T00:00:00Z')
const endOf9999 = Date.parse('9999-12-31T23:59:59.999Z')
const meeting = fc.record({
  occurredAtMs: fc.oneof(fc.integer({ min: yearZero, max: endOf9999 }), fc.constantFrom(yearZero, 0, endOf9999)),
  precision: fc.constantFrom(...precisions),
  sequence: fc.constantFrom(0, 1, 2, 10, 999_999),
  identity: fc.string(),
})

const rank = { day: 0, instant: 1, received: 2 }

describe('orderKeyPrefix', () => {
  it('sorts by time, then precision, then sequence', () => {
    fc.assert(
      fc.property(meeting, meeting, (a, b) => {
        const order =
          a.occurredAtMs - b.occurredAtMs || rank[a.precision] - rank[b.precision] || a.sequence - b.sequence
        if (order === 0) return true
        return orderKeyPrefix(a) < orderKeyPrefix(b) === order < 0
      }),
    )
  })

  it('tells meetings of one instant apart by what they are, not by when they came', () => {
    const at = { occurredAtMs: 0, precision: 'instant', sequence: 0 } as const

    const keys = ['ext:api:1', 'ext:api:2'].map((identity) => orderKeyPrefix({ ...at, identity }))

    expect(keys[0]).not.toBe(keys[1])
  })

  it('is ASCII of one length, so that bytes compare as characters do', () => {
    fc.assert(fc.property(meeting, (input) => /^\d{22}\.[0-9a-f]{32}$/.test(orderKeyPrefix(input))))
  })

  it.each([
    { occurredAtMs: yearZero - 1, precision: 'instant' as const, sequence: 0, identity: '' },
    { occurredAtMs: Number.NaN, precision: 'instant' as const, sequence: 0, identity: '' },
    { occurredAtMs: 0, precision: 'instant' as const, sequence: 1_000_000, identity: '' },
    { occurredAtMs: 0, precision: 'instant' as const, sequence: -1, identity: '' },
  ])('refuses what it has no room for (%#)', (input) => {
    expect(() => orderKeyPrefix(input)).toThrow(/out of range/)
  })
})

it.each([
  ['occurredAt', () => orderKeyPrefix({ occurredAtMs: 0.5, precision: 'day', sequence: 0, identity: '' })],
  ['sequence', () => orderKeyPrefix({ occurredAtMs: 0, precision: 'day', sequence: -1, identity: '' })],
  ['segment', () => observationKey('', 999_999, 0)],
  ['ordinal', () => observationKey('', 0, 10_000)],
])('a key says that its %s is out of range', (what, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  expect(make).toThrow(`${what} is out of range`)
})

describe('observationKey', () => {
  const position = fc.record({ segment: fc.integer({ min: -1, max: 999_998 }), ordinal: fc.nat(9999) })
  const prefix = orderKeyPrefix({ occurredAtMs: 0, precision: 'day', sequence: 0, identity: 'x' })

  it('sorts within a meeting by segment, then ordinal, the title first', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        const order = a.segment - b.segment || a.ordinal - b.ordinal
        const [left, right] = [a, b].map((p) => observationKey(prefix, p.segment, p.ordinal))
        return order === 0 ? left === right : (left ?? '') < (right ?? '') === order < 0
      }),
    )
  })

  it('never reaches into the next meeting', () => {
    fc.assert(
      fc.property(meeting, meeting, position, position, (a, b, p, q) => {
        const [left, right] = [orderKeyPrefix(a), orderKeyPrefix(b)]
        if (left === right) return true
        const inside = observationKey(left, p.segment, p.ordinal) < observationKey(right, q.segment, q.ordinal)
        return inside === left < right
      }),
    )
  })
})

describe('importKey', () => {
  it('comes before every meeting', () => {
    fc.assert(fc.property(meeting, (input) => importKey < orderKeyPrefix(input)))
  })
})
