import { describe, expect, it } from 'vitest'
import { type Expectation, forecastDimension } from '../../../../src/domain/forecast/forecast-dimension.ts'
import { historyOf, type Moves, type Stays } from '../../../../src/domain/forecast/moves.ts'
import { openPlanOf } from '../../../../src/domain/forecast/open-plan.ts'
import type { Plan, Standing } from '../../../../src/domain/forecast/standing.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { aModel } from '../../../factories/names.ts'

const view = viewOf(aModel())
const dimension = (name: string) => {
  const found = view.dimension(name)
  if (!found) throw new Error(`the model has no ${name}`)
  return found
}
const quote = (text: string) => ({ segmentIndex: 0, speaker: 'Lea', startMs: null, quote: text })
const since = Date.parse('2026-05-01T09:00:00Z')
const standing = (value: string, key = '3', more: Partial<Standing> = {}): Standing => ({
  ...{ dimension: 'status', item: '', value, sinceMs: since, orderKey: key, evidence: [quote(value)], ...more },
})
const plan = (value: string | null, key = '2', more: Partial<Plan> = {}): Plan => ({
  ...{ dimension: 'status', op: 'set', value, on: null, orderKey: key, meetingId: 'm', evidence: quote('will be') },
  ...more,
})

describe('the plan that stands', () => {
  const to = (state: Standing | null, plans: Plan[], name = 'status') =>
    openPlanOf(view, dimension(name), state, plans)?.to ?? null

  it.each([
    ['is the newest', [plan('done', '1'), plan('blocked', '3'), plan('planned', '2')], 'blocked'],
    ['is of this dimension', [plan('done', '1'), plan('blocked', '2', { dimension: 'stage' })], 'done'],
    ['names a value', [plan('done', '1'), plan(null, '2'), plan('purple', '3')], 'done'],
    ['sets it or goes on', [plan('done', '1'), plan('blocked', '2', { op: 'resolve' })], 'done'],
    ['is none where none was made', [], null],
  ])('%s', (_what, plans, expected) => {
    expect(to(null, plans)).toBe(expected)
  })

  it.each([
    ['the value after this one', standing('planned'), 'in_progress'],
    ['the first value where nobody knows where it stands', null, 'planned'],
    ['nothing after the last value', standing('done'), null],
  ])('to go on is %s', (_what, state, expected) => {
    expect(to(state, [plan(null, '9', { op: 'advance' })])).toBe(expected)
  })

  it.each([
    ['what it names was reached', standing('done'), plan('done'), null],
    ['the thing is past it since', standing('done'), plan('in_progress'), null],
    ['the thing is past its first value', standing('in_progress'), plan('planned'), null],
    ['the thing was past it at the same moment', standing('done', '2'), plan('in_progress', '2'), null],
    ['the thing was past it before', standing('done', '1'), plan('in_progress', '2'), 'in_progress'],
    ['the thing is not there yet', standing('in_progress'), plan('done'), 'done'],
    ['trouble came in between', standing('blocked'), plan('in_progress'), 'in_progress'],
  ])('is told where %s', (_why, state, made, expected) => {
    expect(to(state, [made])).toBe(expected)
  })

  it('to a value that nobody listed is not passed', () => {
    const stage = { dimension: 'stage' }

    expect(to(standing('3', '3', stage), [plan('4', '2', stage)], 'stage')).toBe('4')
    expect(to(standing('4', '3', stage), [plan('1', '2', stage)], 'stage')).toBe('1')
    expect(to(standing('3', '3', stage), [plan('1', '2', stage)], 'stage')).toBeNull()
  })
})

describe('a forecast', () => {
  const nowMs = Date.parse('2026-05-20T12:00:00Z')
  const moves = (to: string, ...days: number[]): Moves[] =>
    days.map((each) => ({ type: 'task', dimension: 'status', from: 'in_progress', to, days: each, count: 1 }))
  const stays = (count: number): Stays[] => [
    { type: 'task', dimension: 'status', value: 'in_progress', days: 60, count },
  ]
  const usual = moves('done', 20, 25, 30, 35, 40)
  const forecast = (state: Standing | null, plans: Plan[] = [], left: Moves[] = [], still: Stays[] = []): Expectation =>
    forecastDimension(
      dimension('status'),
      'task',
      { standing: state, plans },
      { view, history: historyOf(left, still), nowMs, zone: 'UTC' },
    )
  const working = standing('in_progress')

  it.each([
    ['without a day', plan('done'), 'It was said to be planned, without a day.'],
    ['for a day', plan('done', '2', { on: '2026-06-01' }), 'It was said to be planned, for 2026-06-01.'],
    ['for today', plan('done', '2', { on: '2026-05-20' }), 'It was said to be planned, for 2026-05-20.'],
    [
      'for a day before',
      plan('done', '2', { on: '2026-05-19' }),
      'It was said to be planned, for 2026-05-19, which has passed.',
    ],
  ])('of a plan %s says so', (_what, made, reason) => {
    expect(forecast(working, [made], usual).reason).toBe(reason)
    expect(forecast(null, [made])).toMatchObject({ reason, from: null, sinceMs: null, cases: 0, alternatives: [] })
  })

  it('of a plan has its own day, else those of history that agrees', () => {
    expect(forecast(working, [plan('done', '2', { on: '2026-06-01' })], usual)).toMatchObject({
      ...{ expectedOn: '2026-06-01', earliest: null, latest: null, cases: 5, alternatives: [] },
    })
    expect(forecast(working, [plan('done')], usual)).toMatchObject({
      ...{ expectedOn: '2026-05-31', earliest: '2026-05-21', latest: '2026-06-10', cases: 5, alternatives: [] },
    })
    expect(forecast(working, [plan('blocked')], usual)).toMatchObject({
      ...{ expectedOn: null, earliest: null, cases: 0, alternatives: [{ to: 'done', percent: 100 }] },
    })
    expect(forecast(working, [plan('done')])).toMatchObject({ expectedOn: null, cases: 0, alternatives: [] })
  })

  it('of history says of how many, and shows since when', () => {
    expect(forecast(working, [], [...usual, ...moves('blocked', 21, 22, 23)])).toMatchObject({
      ...{
        from: 'in_progress',
        sinceMs: since,
        to: 'done',
        likelihood: 63,
        cases: 8,
        evidence: [quote('in_progress')],
      },
      reason: '63 % of the 8 things of this type that left in_progress went there.',
      alternatives: [{ to: 'blocked', percent: 38 }],
    })
  })

  it.each([
    [
      'nobody knows since when',
      standing('in_progress', '3', { sinceMs: Date.parse('0001-01-01') }),
      0,
      ' Since when it has been so is not known, so no day is told.',
    ],
    [
      'it is so for longer than ever',
      standing('in_progress', '3', { sinceMs: Date.parse('2026-01-01') }),
      0,
      ' It has been so for longer than nearly all of them, so no day is told.',
    ],
    ['most are still there', working, 9, ' Less than half have left it so far: 9 are still there, so no day is told.'],
  ])('tells no day where %s, and why', (_why, state, still, ending) => {
    const told = forecast(state, [], usual, stays(still))

    expect(told.reason).toBe(`100 % of the 5 things of this type that left in_progress went there.${ending}`)
    expect(told.expectedOn).toBeNull()
    expect(forecast(state, [plan('done')], usual, stays(still)).expectedOn).toBeNull()
  })

  it('knows no day since when, where nobody told one', () => {
    expect(forecast(standing('in_progress', '3', { sinceMs: Date.parse('0001-01-01') }), [], usual)).toMatchObject({
      ...{ sinceMs: null, earliest: null, latest: null },
    })
  })

  it('is none of a value that nobody listed without cases', () => {
    expect(forecast(standing('purple'))).toMatchObject({ basis: 'none', to: null, from: 'purple', evidence: [] })
  })
})
