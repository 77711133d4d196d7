import { describe, expect, it } from 'vitest'
import { confidenceBy, fitCells } from '../../../evals/calibration/fit-cells.ts'
import { holdOut } from '../../../evals/calibration/held-out.ts'
import { type GroundedChange, judgedChanges } from '../../../evals/calibration/judged-changes.ts'
import { calibrationError, reliability } from '../../../evals/calibration/reliability.ts'
import type { Detail } from '../../../evals/grade.ts'
import type { Grounds } from '../../../evals/outcome.ts'
import { scoreStateTracking } from '../../../evals/score-state-tracking.ts'

const changes = (confidence: number, right: number, wrong: number) => [
  ...Array.from({ length: right }, () => ({ confidence, right: true })),
  ...Array.from({ length: wrong }, () => ({ confidence, right: false })),
]

describe('reliability', () => {
  it('counts the right ones of each confidence', () => {
    expect(reliability([...changes(62, 1, 1), ...changes(68, 1, 1), ...changes(90, 2, 0)], 10)).toEqual([
      { from: 60, to: 69, count: 4, meanConfidence: 65, right: 0.5 },
      { from: 90, to: 99, count: 2, meanConfidence: 90, right: 1 },
    ])
  })

  it('is off by nothing when six of ten at sixty are right, and by as much as confidence differs else', () => {
    expect(calibrationError(changes(60, 6, 4))).toBe(0)
    expect(calibrationError([...changes(60, 10, 0), ...changes(90, 9, 1)])).toBe(20)
    expect(calibrationError([])).toBe(0)
  })
})

const grounds: Grounds = {
  ...{ basis: 'told', found: 'named', first: false, text: false, agreeing: 0, conflicting: 0, allowed: true },
}
const grounded = (of: Partial<Grounds>, right: number, wrong: number, meetingId = 'spring'): GroundedChange[] =>
  changes(50, right, wrong).map((change) => ({ ...change, meetingId, grounds: { ...grounds, ...of } }))

describe('the cells of confidence', () => {
  it('are the share that is right, drawn to what is usual where there are few', () => {
    const cells = fitCells([...grounded({}, 160, 40), ...grounded({ basis: 'conclusion' }, 3, 0)])

    expect(cells.told.named).toBe(80)
    expect(cells.conclusion.named).toBe(90)
    expect(cells.silence.named).toBe(80)
  })

  it('lend what a way of finding costs to a basis that has no such case', () => {
    const cells = fitCells([
      ...grounded({}, 160, 40),
      ...grounded({ found: 'recalled' }, 40, 60),
      ...grounded({ basis: 'silence' }, 80, 20),
    ])

    expect(cells.told.recalled).toBe(40)
    expect(cells.silence.recalled).toBeLessThan(50)
  })

  it('give back what is taken off for a first value, and promise no certainty', () => {
    expect(fitCells(grounded({ first: true }, 70, 30)).told.named).toBe(80)
    expect(confidenceBy(fitCells(grounded({ first: true }, 70, 30)), { ...grounds, first: true })).toBe(70)
    expect(fitCells(grounded({}, 500, 0)).told.named).toBe(95)
  })

  it('are tried where they were not fitted', () => {
    const meetings = Array.from({ length: 60 }, (_, index) => `meeting ${index}`)
    const steady = (name: string) => ({ name, changes: meetings.flatMap((id) => grounded({}, 4, 1, id)) })
    const [one, other, all] = holdOut([steady('one'), steady('other')])

    expect(one).toMatchObject({ changes: 300, now: 30, otherHalf: 0, otherSets: 0 })
    expect(other?.otherSets).toBe(0)
    expect(all).toMatchObject({ name: 'all', changes: 600 })
  })
})

it('judges reported changes strictly: another state and an unknown thing are wrong, what is missed was not reported', () => {
  const gold = ['Freewheel', 'Mount', 'Bell', 'Pump'].map((entity) => ({
    meetingId: 'spring',
    entityId: entity,
    entity,
    fromState: '0',
    toState: '1',
    changed: entity !== 'Bell',
  }))
  const said = [
    ['Freewheel', '1', 81],
    ['Mount', '2', 72],
    ['Bell', '1', 63],
    ['Saddlebag', '1', 54],
  ] as const
  const predictions = said.map(([entity, toState, confidence]) => ({
    meetingId: 'spring',
    entity,
    fromState: '0',
    toState,
    confidence,
  }))
  const all = scoreStateTracking(gold, predictions)
  const labels: Extract<Detail, { kind: 'states' }>['labels'] = {
    kind: 'states',
    scheme: 'tc39',
    type: 'proposal',
    dimension: 'stage',
    gold,
  }
  const judged = judgedChanges({ kind: 'states', labels, all, mention: all, explicit: all, losses: [] })
  expect([...judged].sort((one, other) => other.confidence - one.confidence)).toEqual([
    { confidence: 81, right: true },
    { confidence: 72, right: false },
    { confidence: 63, right: false },
    { confidence: 54, right: false },
  ])
})
