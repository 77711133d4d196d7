import { describe, expect, it } from 'vitest'
import { dateIn, daysBetween, isDated } from '../../../../src/domain/forecast/calendar.ts'
import { expectNext } from '../../../../src/domain/forecast/expect-next.ts'
import { leavingDays } from '../../../../src/domain/forecast/leaving-days.ts'
import { historyOf, type Moves, type Stays } from '../../../../src/domain/forecast/moves.ts'
import { quantileOf } from '../../../../src/domain/forecast/quantile.ts'

const thing = { type: 'task', dimension: 'status' }
const moves = (to: string | null, ...days: (number | null)[]): Moves[] =>
  days.map((each) => ({ ...thing, from: 'open', to, days: each, count: 1 }))
const stays = (...days: number[]): Stays[] => days.map((each) => ({ ...thing, value: 'open', days: each, count: 1 }))
const next = (left: Moves[], elapsed: number | null, still: Stays[] = []) =>
  expectNext({ moves: left, stays: still }, elapsed)

describe('what usually comes next', () => {
  it('is told from dated moves to a value alone where days count', () => {
    const mixed = [...moves('done', 1, 2, 3, 4, 5), ...moves('held', null, null), ...moves(null, 3, 3, 3)]

    expect(next(mixed, 0)).toMatchObject({ cases: 5, likely: [{ to: 'done', percent: 100 }] })
    expect(next(mixed, null)).toMatchObject({
      ...{
        cases: 10,
        days: null,
        likely: [
          { to: 'done', percent: 50 },
          { to: 'held', percent: 20 },
        ],
      },
    })
  })

  it('counts what left or stays on the very day', () => {
    expect(next(moves('done', 3, 4, 5, 6, 7), 3, stays(2, 3, 9))).toMatchObject({ cases: 5, still: 2 })
    expect(next(moves('done', 3, 4, 5, 6, 7), null, stays(2, 3, 9))).toMatchObject({ cases: 5, still: 3 })
  })

  it('has no day where not even a tenth has left', () => {
    expect(next(moves('done', 1, 2, 3, 4, 5), 0, stays(...Array.from({ length: 60 }, () => 20)))).toMatchObject({
      ...{ cases: 5, days: null, still: 60 },
    })
  })

  it('is in byte order where it is as likely', () => {
    expect(next([...moves('b', 1, 2, 3), ...moves('a', 1, 2, 3)], 0)?.likely.map(({ to }) => to)).toEqual(['a', 'b'])
    expect(next([...moves('a', 1, 2, 3), ...moves('b', 1, 2, 3)], 0)?.likely.map(({ to }) => to)).toEqual(['a', 'b'])
  })

  it('is the same when it is asked again', () => {
    const past = { moves: moves('done', 1, 2, 3, 4, 5), stays: [] }

    expect(expectNext(past, 2)).toBe(expectNext(past, 2))
    expect(expectNext(past, 0)).not.toEqual(expectNext(past, null))
  })
})

describe('the share that has left', () => {
  const shares = (...given: Parameters<typeof leavingDays>) =>
    leavingDays(...given).map(({ days, share }) => [days, Math.round(share * 1000)])
  const counted = (...days: number[]) => days.map((each) => ({ days: each, count: 1 }))

  it('counts those that stay for as long as they were seen, in whatever order they are told', () => {
    expect(shares(counted(10, 5), counted(10, 3, 7), 0)).toEqual([
      [5, 250],
      [10, 625],
    ])
    expect(shares(counted(5, 10), counted(7, 10, 3), 0)).toEqual(shares(counted(10, 5), counted(10, 3, 7), 0))
  })

  it('is of those alone that had been there for at least as long', () => {
    expect(shares(counted(2, 6), [], 5)).toEqual([[6, 1000]])
    expect(shares(counted(5), counted(5), 5)).toEqual([[5, 500]])
  })

  it('counts cases as often as they were seen', () => {
    expect(
      shares(
        [
          { days: 2, count: 3 },
          { days: 2, count: 1 },
        ],
        [{ days: 4, count: 4 }],
        0,
      ),
    ).toEqual([[2, 500]])
  })
})

describe('a history', () => {
  it('is kept for each type, dimension and value', () => {
    const history = historyOf(moves('done', 1), stays(4))

    expect(history('task', 'status', 'open')).toEqual({ moves: moves('done', 1), stays: stays(4) })
    for (const [type, dimension, value] of [
      ['deal', 'status', 'open'],
      ['task', 'stage', 'open'],
      ['task', 'status', 'done'],
    ])
      expect(history(type ?? '', dimension ?? '', value ?? '')).toEqual({ moves: [], stays: [] })
  })
})

describe('a quantile', () => {
  it('is never a case that did not occur', () => {
    expect(
      quantileOf(
        [
          { days: 1, count: 0 },
          { days: 5, count: 1 },
        ],
        0,
      ),
    ).toBe(5)
    expect(quantileOf([{ days: 1, count: 0 }], 0.5)).toBeNull()
  })
})

describe('days', () => {
  it('are counted whole, and from no catalogue that tells none', () => {
    const at = (text: string) => Date.parse(text)

    expect(daysBetween(at('2026-01-01T12:00:00Z'), at('2026-01-03T11:59:00Z'))).toBe(1)
    expect(daysBetween(at('2026-01-03T00:00:00Z'), at('2026-01-01T00:00:00Z'))).toBe(0)
    expect(['0001-01-01', '0999-12-31', '1000-01-01', '2026-01-01'].map((day) => isDated(at(day)))).toEqual([
      ...[false, false, true, true],
    ])
    expect(dateIn(at('2026-01-01T23:30:00Z'), '+02:00')).toBe('2026-01-02')
    expect(dateIn(at('2026-01-01T00:30:00Z'), '-02:00')).toBe('2025-12-31')
  })
})
