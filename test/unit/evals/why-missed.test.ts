import { expect, it } from 'vitest'
import type { MeetingOutcome, ReadObservation } from '../../../evals/outcome.ts'
import { countReasons, type Missed } from '../../../evals/report/why-missed.ts'

const missed: Missed = {
  meetingId: 'spring',
  names: ['Quiet Freewheel'],
  dimension: 'stage',
  isWanted: (value) => value === '1',
}

const read = (change: Partial<ReadObservation>): ReadObservation => ({
  segment: 0,
  dimension: 'stage',
  op: 'set',
  value: '1',
  modality: 'asserted',
  confidence: 60,
  cue: 'stage',
  quote: 'Stage 1',
  entity: null,
  ...change,
})

const reasons = (...observations: ReadObservation[]) => {
  const outcome: MeetingOutcome = { id: 'spring', mentioned: [], changes: [], observations, insights: [] }
  return countReasons([missed], [outcome])
}

it('tells where a change was lost', () => {
  expect(reasons()).toEqual([['not read', 1]])
  expect(reasons(read({ value: '2' }))).toEqual([['not read', 1]])
  expect(reasons(read({ modality: 'questioned' }))).toEqual([['taken as questioned', 1]])
  expect(reasons(read({}))).toEqual([['given to nobody', 1]])
  expect(reasons(read({}), read({ entity: 'Bottle Mount' }))).toEqual([['given to something else', 1]])
  expect(reasons(read({ entity: 'the Quiet Freewheel' }))).toEqual([
    ['stated, but it was known already or overruled', 1],
  ])
})
