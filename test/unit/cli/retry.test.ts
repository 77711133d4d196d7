import { describe, expect, it } from 'vitest'
import { nextDelay, parseRetryAfter, type RetryQuestion } from '../../../src/cli/http/retry.ts'

const question = (overrides: Partial<RetryQuestion> = {}): RetryQuestion => ({
  trouble: { kind: 'status', status: 503 },
  attempt: 1,
  elapsedMs: 0,
  retryAfterMs: undefined,
  repeatable: true,
  ...overrides,
})

describe('nextDelay', () => {
  it('grows with each try', () => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => nextDelay(question({ attempt })))).toEqual([
      200, 400, 800, 1600, 3000, 3000,
    ])
  })

  it('waits as long as the server asks, within reason', () => {
    expect(nextDelay(question({ retryAfterMs: 2_500 }))).toBe(2_500)
    expect(nextDelay(question({ retryAfterMs: 3_600_000 }))).toBe(10_000)
  })

  it('gives up after the last try, and when the time is used up', () => {
    expect(nextDelay(question({ attempt: 12 }))).toBeNull()
    expect(nextDelay(question({ elapsedMs: 59_900 }))).toBeNull()
  })

  it('gives up a server that is not there sooner than one that is busy', () => {
    expect(nextDelay(question({ trouble: { kind: 'refused' }, elapsedMs: 6_000 }))).toBeNull()
    expect(nextDelay(question({ elapsedMs: 6_000 }))).not.toBeNull()
  })

  it.each([400, 401, 404, 409, 422, 500])('never repeats after %i', (status) => {
    expect(nextDelay(question({ trouble: { kind: 'status', status } }))).toBeNull()
  })

  it('repeats what cannot be repeated safely only when nothing was done yet', () => {
    const repeatable = false

    expect(nextDelay(question({ repeatable }))).toBe(200)
    expect(nextDelay(question({ repeatable, trouble: { kind: 'refused' } }))).toBe(200)
    expect(nextDelay(question({ repeatable, trouble: { kind: 'broken' } }))).toBeNull()
    expect(nextDelay(question({ repeatable, trouble: { kind: 'status', status: 504 } }))).toBeNull()
  })
})

describe('parseRetryAfter', () => {
  const now = new Date('2026-03-02T10:00:00Z')

  it.each([
    ['2', 2_000],
    ['Mon, 02 Mar 2026 10:00:05 GMT', 5_000],
    ['Mon, 02 Mar 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    [null, undefined],
  ])('%s', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected)
  })
})
