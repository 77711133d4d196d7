import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectNext } from '../../../../src/domain/forecast/expect-next.ts'
import { forecastDimension } from '../../../../src/domain/forecast/forecast-dimension.ts'
import { limitDays, noHabits } from '../../../../src/domain/forecast/habits.ts'
import { inferFlags } from '../../../../src/domain/forecast/infer-flags.ts'
import { dayOfShare, leavingDays } from '../../../../src/domain/forecast/leaving-days.ts'
import { historyOf, type Moves, type Stays } from '../../../../src/domain/forecast/moves.ts'
import { quantileOf } from '../../../../src/domain/forecast/quantile.ts'
import type { Plan, Standing } from '../../../../src/domain/forecast/standing.ts'
import { defaultModel } from '../../../../src/domain/tracking-model/default-model.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'

const view = viewOf(defaultModel)
const nowMs = Date.parse('2025-05-20T12:00:00Z')
const day = (date: string): number => Date.parse(`${date}T09:00:00Z`)
const quote = (text: string) => ({ segmentIndex: 0, speaker: 'Lea', startMs: null, quote: text })

const standing = (value: string, since = '2025-05-01', dimension = 'status'): Standing => ({
  ...{ dimension, item: '', value, sinceMs: day(since), orderKey: since },
  evidence: [quote(value)],
})
const plan = (value: string, key: string, on: string | null = null): Plan => ({
  ...{ dimension: 'status', op: 'set', value, on, orderKey: key, meetingId: 'm', evidence: quote(`will be ${value}`) },
})
const moves = (to: string, ...days: (number | null)[]): Moves[] =>
  days.map((each) => ({ type: 'task', dimension: 'status', from: 'in_progress', to, days: each, count: 1 }))

const status = view.dimension('status')
if (!status) throw new Error('the default model has no status')
const forecast = (state: Standing | null, plans: Plan[] = [], known: Moves[] = []) =>
  forecastDimension(
    status,
    'task',
    { standing: state, plans },
    { view, history: historyOf(known, []), nowMs, zone: 'UTC' },
  )

const next = (left: Moves[], elapsed: number | null, still: Stays[] = []) =>
  expectNext({ moves: left, stays: still }, elapsed)
const still = (...days: number[]): Stays[] =>
  days.map((each) => ({ type: 'task', dimension: 'status', value: 'in_progress', days: each, count: 1 }))

describe('what usually comes next', () => {
  it('is told from five cases on', () => {
    expect(next(moves('completed', 3, 4, 5, 6), 0)).toBeNull()
    expect(next(moves('completed', 3, 4, 5, 6, 7), 0)).toMatchObject({
      cases: 5,
      days: { p10: 3, p50: 5, p90: 7 },
    })
  })

  it('is told from those alone that had waited as long', () => {
    const known = [...moves('completed', 1, 1, 1, 1, 1, 1), ...moves('blocked', 20, 21, 22, 23, 24)]

    expect(next(known, 0)?.likely).toEqual([
      { to: 'completed', percent: 55 },
      { to: 'blocked', percent: 45 },
    ])
    expect(next(known, 10)).toMatchObject({ cases: 5, likely: [{ to: 'blocked', percent: 100 }] })
  })

  it('has no day when hardly any waited as long, and counts moves without a day for the value alone', () => {
    expect(next(moves('completed', 3, 4, 5, 6, 7), 30)).toMatchObject({ cases: 5, days: null })
    expect(next(moves('completed', null, null, 5, 6, 7), 0)).toMatchObject({ cases: 5, days: null })
  })
})

describe('the days', () => {
  it('count those that are still there, so that what most never leave is not expected soon', () => {
    expect(next(moves('completed', 2, 4, 6, 8, 10), 0)?.days).toEqual({ p10: 2, p50: 6, p90: 10 })
    expect(next(moves('completed', 2, 4, 6, 8, 10), 0, still(20, 20, 20, 20, 20))?.days).toEqual({
      ...{ p10: 2, p50: 10, p90: null },
    })
    expect(next(moves('completed', 2, 4, 6, 8, 10), 0, still(20, 20, 20, 20, 20, 20))).toMatchObject({
      ...{ days: { p50: null }, still: 6 },
    })
  })

  it('leave out those that came only just now', () => {
    expect(next(moves('completed', 2, 4, 6, 8, 10), 0, still(0, 0, 0, 0, 0, 0))?.days).toEqual({
      ...{ p10: 2, p50: 6, p90: 10 },
    })
  })

  it('rise with the share that has left, and nobody leaves twice', () => {
    const cases = fc.array(fc.record({ days: fc.nat(60), count: fc.integer({ min: 1, max: 5 }) }))
    fc.assert(
      fc.property(cases, cases, fc.nat(60), (left, staying, beyond) => {
        const curve = leavingDays(left, staying, beyond)
        const shares = curve.map(({ share }) => share)

        expect(shares).toEqual([...shares].sort((a, b) => a - b))
        for (const { days, share } of curve) {
          expect(days).toBeGreaterThanOrEqual(beyond)
          expect(share).toBeGreaterThan(0)
          expect(share).toBeLessThan(1 + 1e-9)
        }
      }),
    )
  })

  it('are the plain shares when nobody stays', () => {
    const curve = leavingDays(
      [
        { days: 1, count: 1 },
        { days: 3, count: 3 },
      ],
      [],
      0,
    )

    expect(curve.map(({ days, share }) => [days, Math.round(share * 100)])).toEqual([
      [1, 25],
      [3, 100],
    ])
    expect([dayOfShare(curve, 0.25), dayOfShare(curve, 0.26)]).toEqual([1, 3])
  })
})

describe('a forecast', () => {
  it('gives the day in the middle and those around it, counted from the day since when it has been so', () => {
    expect(forecast(standing('in_progress'), [], moves('completed', 20, 25, 30, 35, 40))).toMatchObject({
      ...{ to: 'completed', likelihood: 100, basis: 'history', cases: 5 },
      ...{ earliest: '2025-05-21', expectedOn: '2025-05-31', latest: '2025-06-10' },
    })
  })

  it('follows the newest plan over any history', () => {
    const plans = [plan('completed', '2025-05-03', '2025-06-01'), plan('on_hold', '2025-05-10')]

    expect(forecast(standing('in_progress'), plans, moves('completed', 20, 25, 30, 35, 40))).toMatchObject({
      ...{ to: 'on_hold', basis: 'planned', expectedOn: null, likelihood: null, meetingId: 'm' },
      ...{ alternatives: [{ to: 'completed', percent: 100 }], evidence: [{ quote: 'will be on_hold' }] },
    })
  })

  it('lends a plan without a day the days of history that agrees', () => {
    expect(
      forecast(standing('in_progress'), [plan('completed', '2025-05-03')], moves('completed', 20, 25, 30, 35, 40)),
    ).toMatchObject({ basis: 'planned', expectedOn: '2025-05-31' })
  })

  it('says that the day of a plan has passed', () => {
    const told = forecast(standing('in_progress'), [plan('completed', '2025-05-03', '2025-05-15')])

    expect(told).toMatchObject({ to: 'completed', expectedOn: '2025-05-15' })
    expect(told.reason).toContain('has passed')
  })

  it('forgets a plan that was reached or passed, and keeps one that trouble came before', () => {
    const old = plan('in_progress', '2025-04-01')

    expect(forecast(standing('in_progress'), [old]).basis).toBe('none')
    expect(forecast(standing('completed'), [old]).basis).toBe('none')
    expect(forecast(standing('blocked'), [plan('completed', '2025-04-01')])).toMatchObject({ to: 'completed' })
  })

  it('expects nothing after a last value, of what nobody knows, and without cases, and tells which', () => {
    expect(forecast(standing('completed'), [], moves('x', 1, 2, 3, 4, 5)).reason).toContain('after completed')
    expect(forecast(null).reason).toContain('nothing is known')
    expect(forecast(standing('in_progress')).reason).toContain('Fewer than 5')
  })

  it('does not depend on the order of plans and moves', () => {
    const known = [...moves('completed', 20, 25, 30, 35, 40), ...moves('blocked', 21, 26, 31)]
    const plans = [plan('completed', '2025-05-03'), plan('on_hold', '2025-05-10'), plan('blocked', '2025-05-04')]
    const told = forecast(standing('in_progress'), plans, known)
    const other = forecast(standing('in_progress'), [], known)

    fc.assert(
      fc.property(
        fc.shuffledSubarray(known, { minLength: known.length }),
        fc.shuffledSubarray(plans, { minLength: plans.length }),
        (mixedMoves, mixedPlans) => {
          expect(forecast(standing('in_progress'), mixedPlans, mixedMoves)).toEqual(told)
          expect(forecast(standing('in_progress'), [], mixedMoves)).toEqual(other)
        },
      ),
    )
  })
})

describe('a quantile', () => {
  it('is a case that occurred, with at least that share at or below it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ days: fc.nat(400), count: fc.integer({ min: 1, max: 9 }) }), { minLength: 1 }),
        fc.constantFrom(0.1, 0.5, 0.9),
        (cases, share) => {
          const value = quantileOf(cases, share) ?? -1
          const all = cases.reduce((sum, { count }) => sum + count, 0)
          const upTo = (limit: number) => cases.reduce((sum, { days, count }) => sum + (days <= limit ? count : 0), 0)

          expect(cases.map(({ days }) => days)).toContain(value)
          expect(upTo(value)).toBeGreaterThanOrEqual(share * all)
          expect(upTo(value - 1)).toBeLessThan(share * all)
        },
      ),
    )
  })
})

describe('flags', () => {
  const flags = (states: Standing[], more: { lastSeen?: string; slips?: number; gap?: number } = {}) =>
    inferFlags(
      {
        states,
        lastSeenMs: day(more.lastSeen ?? '2025-05-19'),
        slips: more.slips ? [{ dimension: 'due_date', count: more.slips, evidence: [] }] : [],
        habits: more.gap ? { ...noHabits, gap: { p90Days: more.gap, cases: 50 } } : noHabits,
      },
      { view, nowMs, zone: 'UTC' },
    ).map(({ cause }) => cause)

  it('call silence unusual after 30 days, or after what is usual for the type', () => {
    expect(flags([standing('in_progress')], { lastSeen: '2025-04-15' })).toEqual(['silent'])
    expect(flags([standing('in_progress')], { lastSeen: '2025-04-25' })).toEqual([])
    expect(flags([standing('in_progress')], { lastSeen: '2025-04-25', gap: 14 })).toEqual(['silent'])
    expect(flags([standing('in_progress')], { lastSeen: '2025-04-15', gap: 60 })).toEqual([])
  })

  it('see trouble in a value, a day that has passed, two delays, and what is in the way for long', () => {
    expect(flags([standing('blocked')])).toEqual(['setback'])
    expect(flags([standing('2025-05-19', '2025-05-01', 'due_date')])).toEqual(['overdue'])
    expect(flags([standing('2025-05-20', '2025-05-01', 'due_date')])).toEqual([])
    expect(flags([standing('in_progress')], { slips: 1 })).toEqual([])
    expect(flags([standing('in_progress')], { slips: 2 })).toEqual(['slipped'])
    expect(flags([{ ...standing('permit', '2025-03-01', 'blocker'), item: 'permit' }])).toEqual(['open_item'])
    expect(flags([{ ...standing('permit', '2025-05-01', 'blocker'), item: 'permit' }])).toEqual([])
  })

  it('leave finished things alone', () => {
    expect(flags([standing('completed'), standing('2025-01-01', '2025-01-01', 'due_date')], { slips: 3 })).toEqual([])
  })

  it('need five cases before a habit counts, and never less than a week', () => {
    expect(limitDays({ p90Days: 90, cases: 4 })).toBe(30)
    expect(limitDays({ p90Days: 90, cases: 5 })).toBe(90)
    expect(limitDays({ p90Days: 1, cases: 90 })).toBe(7)
  })
})
