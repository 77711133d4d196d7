import { describe, expect, it } from 'vitest'
import { type Habits, noHabits } from '../../../../src/domain/forecast/habits.ts'
import { inferFlags } from '../../../../src/domain/forecast/infer-flags.ts'
import type { Standing } from '../../../../src/domain/forecast/standing.ts'
import type { TrackingModel } from '../../../../src/domain/tracking-model/model.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { aModel } from '../../../factories/names.ts'

/** The small model with what moves its due date and what clears its blockers. */
const model: TrackingModel = {
  ...aModel(),
  dimensions: aModel().dimensions.map((dimension) => {
    const { cues, name } = dimension
    if (name === 'due_date') return { ...dimension, cues: { ...cues, shift: ['pushed to {value}'] } }
    if (name === 'blocker') return { ...dimension, cues: { ...cues, resolve: ['{value} is gone', 'unblocked'] } }
    if (name === 'summary') return { ...dimension, cues: { ...cues, resolve: ['unblocked'], shift: ['moved'] } }
    return dimension
  }),
}
const plain: TrackingModel = {
  ...model,
  dimensions: model.dimensions.map(({ cues, ...dimension }) => ({
    ...{ ...dimension, cues: { ...cues, shift: [], resolve: cues.resolve.filter((cue) => cue.includes('{value}')) } },
  })),
}
const day = (date: string): number => Date.parse(`${date}T09:00:00Z`)
const nowMs = day('2026-05-31')
const evidence = [{ segmentIndex: 0, speaker: 'Lea', startMs: null, quote: 'said' }]
const standing = (dimension: string, value: string, since = '2026-05-30'): Standing => ({
  ...{ dimension, item: '', value, sinceMs: day(since), orderKey: since, evidence },
})

type Health = { lastSeen?: string | null; slips?: number; habits?: Partial<Habits>; model?: TrackingModel }
const flags = (states: Standing[], { lastSeen = '2026-05-30', slips = 0, habits = {}, ...given }: Health = {}) =>
  inferFlags(
    {
      states,
      lastSeenMs: lastSeen === null ? null : day(lastSeen),
      slips: [{ dimension: 'due_date', count: slips, evidence }],
      habits: { ...noHabits, ...habits },
    },
    { view: viewOf(given.model ?? model), nowMs, zone: 'UTC' },
  )

describe('a flag', () => {
  it.each([
    [
      'for silence',
      flags.bind(null, [standing('status', 'planned')], { lastSeen: '2026-04-30' }),
      {
        flag: 'stale',
        cause: 'silent',
        dimension: null,
        sinceMs: day('2026-04-30'),
        reason: 'Nobody has spoken of it for 31 days; more than 30 is unusual.',
        evidence: [],
      },
    ],
    [
      'for trouble',
      flags.bind(null, [standing('status', 'blocked')]),
      {
        flag: 'at_risk',
        cause: 'setback',
        dimension: 'status',
        sinceMs: day('2026-05-30'),
        reason: 'Its status is blocked.',
        evidence,
      },
    ],
    [
      'for a day that has passed',
      flags.bind(null, [standing('due_date', '2026-05-30')]),
      {
        flag: 'at_risk',
        cause: 'overdue',
        dimension: 'due_date',
        sinceMs: day('2026-05-30'),
        reason: 'Its due date, 2026-05-30, has passed.',
        evidence,
      },
    ],
    [
      'for what is in the way for long',
      flags.bind(null, [standing('blocker', 'no crane', '2026-04-30')]),
      {
        flag: 'at_risk',
        cause: 'open_item',
        dimension: 'blocker',
        sinceMs: day('2026-04-30'),
        reason: 'A blocker is open for 31 days; more than 30 is unusual.',
        evidence,
      },
    ],
    [
      'for delays',
      flags.bind(null, [], { slips: 3 }),
      {
        flag: 'at_risk',
        cause: 'slipped',
        dimension: 'due_date',
        sinceMs: null,
        reason: 'Its date was put off 3 times.',
        evidence,
      },
    ],
  ])('%s says why, since when, and what was said', (_what, find, expected) => {
    expect(find()).toEqual([expected])
  })

  it.each([
    ['silence of 30 days', [], { lastSeen: '2026-05-01' }],
    ['what was never spoken of', [], { lastSeen: null }],
    ['today', [standing('due_date', '2026-05-31')], {}],
    ['a date that is no day', [standing('due_date', '2026-05')], {}],
    ['a date that cannot be moved', [standing('due_date', '2026-05-30')], { model: plain }],
    ['another value that can be moved', [standing('summary', '2026-05-30')], {}],
    ['an item that is open for 30 days', [standing('blocker', 'no crane', '2026-05-01')], {}],
    ['an item that is only cleared by its name', [standing('blocker', 'no crane', '2026-01-01')], { model: plain }],
    ['an item of which nobody knows since when', [standing('blocker', 'no crane', '0001-01-01')], {}],
    ['what is no item', [standing('summary', 'long', '2026-01-01')], {}],
    ['a dimension that no model has', [standing('colour', '2026-01-01', '2026-01-01')], {}],
    ['what is done', [standing('status', 'done'), standing('blocker', 'no crane', '2026-01-01')], { slips: 3 }],
  ] satisfies [string, Standing[], Health][])('is none for %s', (_what, states, health) => {
    expect(flags(states, health)).toEqual([])
  })

  it('for an item goes by what is usual for such items', () => {
    const state = standing('blocker', 'no crane', '2026-05-11')
    const usually = (dimension: string) =>
      flags([state], { habits: { items: { [dimension]: { p90Days: 10, cases: 9 } } } })

    expect(usually('blocker')).toHaveLength(1)
    expect(usually('risk')).toEqual([])
  })

  it('of a value tells no day since when, where nobody told one', () => {
    expect(flags([standing('status', 'blocked', '0001-01-01')])[0]?.sinceMs).toBeNull()
  })
})
