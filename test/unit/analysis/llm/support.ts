import type { ChunkInput, Reader } from '../../../../src/analysis/analyst.ts'
import type { TrackingModelInput } from '../../../../src/domain/tracking-model/model.ts'
import { trackingModelSchema } from '../../../../src/domain/tracking-model/model.ts'
import { meetingContext, segmentsOf } from '../../../factories/meetings.ts'

const orchard: TrackingModelInput = {
  name: 'orchard',
  label: 'Orchard',
  types: [
    { name: 'plot', label: 'Plot', dimensions: ['state', 'keeper', 'picking', 'obstacle', 'yield', 'worth', 'beside'] },
    { name: 'press', label: 'Press', dimensions: ['state'], genericNames: ['the press'] },
    { name: 'person', label: 'Person', person: true, dimensions: [] },
  ],
  dimensions: [
    {
      name: 'state',
      label: 'State',
      kind: 'vocabulary',
      values: [{ value: 'planted' }, { value: 'growing', synonyms: ['in leaf'] }, { value: 'picked', terminal: true }],
    },
    { name: 'keeper', label: 'Keeper', kind: 'entity', valueTypes: ['person'] },
    { name: 'picking', label: 'Picking day', kind: 'date' },
    { name: 'obstacle', label: 'Obstacle', kind: 'text', many: true },
    { name: 'yield', label: 'Yield', kind: 'percent' },
    { name: 'worth', label: 'Worth', kind: 'money' },
    { name: 'beside', label: 'Beside', kind: 'entity', valueTypes: ['plot'], many: true },
  ],
  insights: [
    {
      kind: 'pest',
      description: 'A pest that was seen.',
      fields: [
        { name: 'animal', kind: 'text', required: true },
        { name: 'spread', kind: 'choice', choices: ['one tree', 'a row', 'everywhere'] },
        { name: 'seen', kind: 'date' },
      ],
    },
  ],
}

export const orchardModel = { ...trackingModelSchema.parse(orchard), version: 1 }

export const grower: Reader = { code: 'grower', role: 'Head grower', goals: ['Pick in time'], guidelines: {} }

export const orchardChunk = (lines: readonly string[], overrides: Partial<ChunkInput> = {}): ChunkInput => ({
  meeting: meetingContext({ title: 'Orchard round' }),
  model: orchardModel,
  segments: segmentsOf(...lines),
  before: [],
  readers: [grower],
  instructions: null,
  ...overrides,
})

type Thing = { id: number; type: string; name: string; other_names: string[] }

/** An answer with one thing, the plot "North Slope", and observations of it that need only their telling fields. */
export const observationsAnswer = (
  observations: readonly Record<string, unknown>[],
  things: readonly Thing[] = [{ id: 1, type: 'plot', name: 'North Slope', other_names: [] }],
) => ({
  reading: '',
  things,
  observations: observations.map((one) => ({
    ...{ segment: 0, thing: 1, says: '', modality: 'asserted', dimension: 'state', operation: 'set' },
    ...{ value: 'picked', since: null, certainty: 'explicit' },
    ...one,
  })),
})

const noInsights = {
  action_item: [],
  decision_made: [],
  risk: [],
  key_takeaway: [],
  product_feedback: [],
  market_intelligence: [],
  question: [],
  pest: [],
}
export const insightsAnswer = (found: Record<string, readonly unknown[]>) => ({ ...noInsights, ...found })
