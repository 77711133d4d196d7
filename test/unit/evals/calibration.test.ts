import { describe, expect, it } from 'vitest'
import { fitMonotone, mapConfidence } from '../../../evals/calibration/fit-monotone.ts'
import { judgedChanges } from '../../../evals/calibration/judged-changes.ts'
import { calibrationError, reliability } from '../../../evals/calibration/reliability.ts'
import type { Detail } from '../../../evals/grade.ts'
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

describe('a mapping of confidence', () => {
  it('never falls: neighbours that contradict the order are pooled', () => {
    const steps = fitMonotone([...changes(40, 2, 8), ...changes(50, 8, 2), ...changes(60, 6, 4), ...changes(80, 9, 1)])
    expect(steps).toEqual([
      { from: 40, points: 20 },
      { from: 50, points: 70 },
      { from: 80, points: 90 },
    ])
    expect([10, 40, 55, 60, 79, 95].map((confidence) => mapConfidence(steps, confidence))).toEqual([
      20, 20, 70, 70, 70, 90,
    ])
  })

  it('leaves confidence as it is when there was nothing to fit, and is never certain', () => {
    expect(mapConfidence([], 42)).toBe(42)
    expect(mapConfidence(fitMonotone(changes(70, 3, 0)), 70)).toBe(99)
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
