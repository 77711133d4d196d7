import { describe, expect, it } from 'vitest'
import { clip } from '../../../src/domain/clip.ts'
import { AppError, errorCodes } from '../../../src/domain/errors.ts'
import { eventId } from '../../../src/domain/event-id.ts'
import { sha256, uuidv5 } from '../../../src/domain/ids.ts'
import { stableJson } from '../../../src/domain/stable-json.ts'

describe('an id', () => {
  it('is a UUID of version 5 and of its variant', () => {
    for (const part of ['a', 'b', 'c', 'd', 'e'])
      expect(uuidv5(part)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('never changes, since rows that are stored carry it', () => {
    expect(uuidv5('tenant', 'import', 'ä')).toBe('58cd144c-a0c7-5196-928e-529f93bc651c')
    expect(sha256('ä')).toBe('33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc')
  })

  it('tells parts apart by where they end', () => {
    expect(new Set([uuidv5('a', 'b'), uuidv5('ab'), uuidv5('b', 'a'), uuidv5('a', '', 'b')]).size).toBe(4)
  })
})

describe('the id of an event', () => {
  const event = { tenantId: 't', version: 3n, type: 'entity.created', subject: 's', ordinal: 0 }

  it('of the record is its version and its place, whatever it says', () => {
    expect(eventId({ ...event, subject: 'other', type: 'other' })).toBe(eventId(event))
    for (const change of [{ version: 4n }, { ordinal: 1 }, { tenantId: 'u' }])
      expect(eventId({ ...event, ...change })).not.toBe(eventId(event))
  })

  it('never changes, since who receives it twice has to know it again', () => {
    expect(eventId(event)).toBe('a5f506fb-5c2d-50a3-a54f-9277a939659e')
    expect(eventId({ ...event, version: 0n })).toBe('ef36b45c-edc8-5f82-a2cc-69b08ed79402')
  })

  it('of what is no change of the record is what it is about', () => {
    const outside = { ...event, version: 0n }
    for (const change of [{ type: 'run.failed' }, { subject: 'other' }, { ordinal: 1 }, { tenantId: 'u' }])
      expect(eventId({ ...outside, ...change })).not.toBe(eventId(outside))
    expect(eventId(outside)).not.toBe(eventId(event))
  })
})

describe('stable JSON', () => {
  it('is one text for equal values, however deep, and leaves lists in their order', () => {
    expect(stableJson({ c: 1, a: { z: [3, { y: 2, x: 1 }, 1], b: null }, b: undefined, d: [] })).toBe(
      '{"a":{"b":null,"z":[3,{"x":1,"y":2},1]},"c":1,"d":[]}',
    )
  })

  it.each([
    [null, 'null'],
    ['a', '"a"'],
    [[2, 1], '[2,1]'],
    [0, '0'],
  ])('writes %j as it is', (value, text) => {
    expect(stableJson(value)).toBe(text)
  })

  it('sorts by code units, as every machine does', () => {
    expect(stableJson({ ä: 1, b: 2, B: 3, a: 4, '10': 5, aa: 6 })).toBe('{"10":5,"B":3,"a":4,"aa":6,"b":2,"ä":1}')
  })
})

describe('a clipped text', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc'],
    ['ab😀', 3, 'ab'],
    ['ab😀c', 4, 'ab😀'],
    ['😀bcd', 3, '😀b'],
    ['ab\uD83D', 3, 'ab\uD83D'],
  ])('of %j to %i is %j', (text, length, expected) => {
    expect(clip(text, length)).toBe(expected)
  })
})

describe('an error', () => {
  it('may pass by itself only where somebody else was away, unless it says so', () => {
    expect(errorCodes.filter((code) => new AppError(code, '').retryable)).toEqual([
      ...['rate_limited', 'overloaded', 'identity_unavailable', 'storage_unavailable', 'queue_unavailable', 'timeout'],
      'delivery_failed',
    ])
    expect(new AppError('internal', '', { retryable: true }).retryable).toBe(true)
    expect(new AppError('timeout', '', { retryable: false }).retryable).toBe(false)
  })

  it('keeps its cause, its details and when to come again', () => {
    const cause = new Error('socket')
    const details = [{ path: 'title', message: 'too long' }]

    expect(new AppError('timeout', 'late', { cause, details, retryAfterMs: 5 })).toMatchObject({
      ...{ name: 'AppError', message: 'late', code: 'timeout', cause, details, retryAfterMs: 5 },
    })
    expect(new AppError('timeout', 'late')).toMatchObject({ details: [], retryAfterMs: undefined })
  })
})
