import type { Scores } from '../baseline.ts'
import type { Reached } from './aims.ts'
import { markdownTable } from './markdown.ts'
import { catalogueOf, type Measured, nameOf } from './measured.ts'

/** Committed scores of recorded answers of a model, shown beside. */
export type Recorded = { set: string; setting: Readonly<Record<string, string>>; scores: Scores }

const stateColumns = [
  ['strictChangeF1', 'strict change F1'],
  ['transitionF1', 'transition F1'],
  ['changePrecision', 'change P'],
  ['changeRecall', 'change R'],
  ['changeF1', 'change F1'],
  ['explicitStrictChangeF1', 'strict F1, explicit'],
  ['toState', 'new state'],
  ['fromState', 'state before'],
  ['entityRecall', 'things found'],
] as const

const seriesColumns = [
  ['transitionF1', 'transition F1'],
  ['transitionPrecision', 'P'],
  ['transitionRecall', 'R'],
  ['looseTransitionF1', 'F1 without value'],
  ['explicitFound', 'explicit found'],
  ['trapsPassed', 'traps passed'],
  ['actionItemF1', 'action items F1'],
  ['decisionF1', 'decisions F1'],
  ['riskF1', 'risks F1'],
] as const

type Column = readonly [score: string, head: string]

export const scoresSection = (
  engine: string,
  measured: readonly Measured[],
  recorded: readonly Recorded[],
  reached: readonly Reached[],
): string => {
  const rows = (kind: 'states' | 'series', columns: readonly Column[]) => {
    const offline = measured.filter((one) => one.detail.kind === kind).map((one) => ({ ...one, engine }))
    const first = columns[0]?.[0] ?? ''
    const model = recorded
      .filter(({ scores }) => first in scores && columns.every(([score]) => score in scores))
      .map((one) => ({ ...one, engine: 'recorded model' }))
    return markdownTable([
      ['set', 'catalogue', 'engine', ...columns.map(([, head]) => head)],
      ...[...offline, ...model].map((one) => [
        nameOf(one),
        catalogueOf(one),
        one.engine,
        ...columns.map(([score]) => one.scores[score]?.toFixed(1) ?? '–'),
      ]),
    ])
  }
  return [
    '## Scores',
    '',
    'Points of 100. **Strict** counts changes of things that the labels do not know as errors. **Transition** wants the new',
    'state right as well. The catalogue is what the system was told before the first meeting: nothing, the names with their',
    'state then, or other names too.',
    ...(recorded.length > 0
      ? [
          'Rows of a *recorded model* are the committed scores of answers that a model gave once and that were kept; they were not',
          'measured again for this page, and cover what their baseline covers.',
        ]
      : []),
    '',
    '### One dimension, real meetings',
    '',
    rows('states', stateColumns),
    '',
    '### Many dimensions, written meetings',
    '',
    rows('series', seriesColumns),
    '',
    '### Against the aims',
    '',
    markdownTable([
      ['set', 'score', 'aim', 'reached', 'short of it by'],
      ...reached.map(({ of, about, aim, reached: value }) => [
        of,
        about,
        String(aim),
        value.toFixed(1),
        value >= aim ? 'reached' : (aim - value).toFixed(1),
      ]),
    ]),
  ].join('\n')
}
