import { expect, it } from 'vitest'
import type { Dataset } from '../../../evals/datasets/dataset.ts'
import type { MeetingOutcome } from '../../../evals/outcome.ts'
import { listErrors, stateErrors } from '../../../evals/report/list-errors.ts'
import { scoreStateTracking } from '../../../evals/score-state-tracking.ts'

const gold = [
  {
    meetingId: 'spring',
    entityId: 'freewheel',
    entity: 'Quiet Freewheel',
    fromState: '0',
    toState: '1',
    changed: true,
    evidence: { conclusion: 'Stage 1\nacceptance' },
  },
  { meetingId: 'spring', entityId: 'mount', entity: 'Bottle Mount', fromState: '1', toState: '1', changed: false },
]

const observation = {
  segment: 4,
  start: 0,
  ordinal: 0,
  name: null,
  typeHint: null,
  dimension: 'stage',
  op: 'set' as const,
  value: '1',
  valueName: null,
  modality: 'questioned' as const,
  effectiveAt: null,
  confidence: 43,
  cue: 'for {value}',
  quote: 'Stage 1?',
}

it('lists what was missed with its passage and what was read there, and false alarms by themselves', () => {
  const predictions = [{ meetingId: 'spring', entity: 'Bottle Mount', fromState: '1', toState: '2' }]
  const outcome: MeetingOutcome = {
    id: 'spring',
    mentioned: [],
    changes: [],
    observations: [{ ...observation, entity: 'Quiet Freewheel' }],
    insights: [],
  }
  const dataset = {
    worlds: [{ meetings: [{ id: 'spring', context: { title: 'Spring session' } }] }],
  } as unknown as Dataset
  const { judgements } = scoreStateTracking(gold, predictions)
  const text = listErrors(stateErrors(judgements, 'stage'), 5, dataset, [outcome])
  expect(text.split('\n')).toEqual([
    'missed: 1',
    '  spring "Spring session"',
    '    Quiet Freewheel · stage · labelled 0 → 1 · said entity not found',
    '    passage: Stage 1 acceptance',
    '    = [4] Quiet Freewheel: set 1 (questioned, 43, "for {value}") Stage 1?',
    '',
    'false alarm: 1',
    '  spring "Spring session"',
    '    Bottle Mount · stage · labelled 1 → 1 · said Bottle Mount: 1 → 2',
    '    · [4] Quiet Freewheel: set 1 (questioned, 43, "for {value}") Stage 1?',
  ])
})
