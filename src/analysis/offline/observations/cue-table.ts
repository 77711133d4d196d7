import type { Operation } from '../../../domain/observation/observation.ts'
import type { Dimension, TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'

/** What a cue does: an operation on a dimension, with the value when the cue alone tells it, a request for one, or a sign that nothing is stated. */
export type CueTag = { dimension: Dimension; op: Operation | 'ask' | 'ignore'; value: string | null }
export type ValueTag = { dimension: Dimension; value: string }

const operations = ['set', 'add', 'resolve', 'advance', 'shift', 'ask', 'ignore'] as const

/** The cues of a tracking model in two matchers: those that state something, and the spellings of values. */
export const compileCues = (model: TrackingModel) => {
  const stating = createMatcher<CueTag>(model.dimensions.flatMap(statingCues))
  const values = new Map(
    model.dimensions.map((dimension) => [dimension.name, createMatcher<ValueTag>(spellings(dimension))]),
  )
  return { stating, values }
}

export type CompiledCues = ReturnType<typeof compileCues>

const statingCues = (dimension: Dimension): [string, CueTag][] => [
  ...dimension.values.flatMap((value) =>
    value.cues.map((cue): [string, CueTag] => [cue, { dimension, op: 'set', value: value.value }]),
  ),
  ...operations.flatMap((op) =>
    dimension.cues[op].map((cue): [string, CueTag] => [cue, { dimension, op, value: null }]),
  ),
]

/** A value that is a mere number is spelled by its label and synonyms only: numbers are said everywhere. */
const spellings = (dimension: Dimension): [string, ValueTag][] =>
  dimension.values.flatMap(({ value, label, synonyms }) =>
    [...(/^[\d.]+$/.test(value) ? [] : [value.replaceAll('_', ' ')]), ...(label ? [label] : []), ...synonyms].map(
      (spelling): [string, ValueTag] => [spelling, { dimension, value }],
    ),
  )
