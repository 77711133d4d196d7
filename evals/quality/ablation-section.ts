import type { AblationRow } from '../ablation/run-ablations.ts'
import type { Scores } from '../baseline.ts'
import { markdownTable } from './markdown.ts'

export type AblatedSet = { name: string; whole: Scores; rows: readonly AblationRow[] }

/** What each part is worth: scores without it, against those with everything. */
export const ablationSection = (sets: readonly AblatedSet[]): string =>
  [
    '## What each part is worth',
    '',
    'Each part is left out alone, from outside: by taking its words out of the tracking model, its statements out of what was',
    'read, or by keeping apart the names that it alone joins. Differences in points; none is an empty cell. A part without any',
    'effect here may have one elsewhere, and one with a gain costs more on this set than it brings.',
    '',
    'This leaves in what only the code knows: the order of the places in which a thing is looked for, hedges and loose gerunds in',
    'modality, the values of dates and amounts, and how a topic is followed. A statement that found its thing in a place is left',
    'out, not looked up in the next place. Likeness that is only suggested to people changes no score.',
    ...sets.flatMap(({ name, whole, rows }) => ['', `### ${name}`, '', ablationTable(whole, rows)]),
  ].join('\n')

const ablationTable = (whole: Scores, rows: readonly AblationRow[]): string => {
  const columns = columnsOf(whole)
  const changes = rows.map(({ ablation, scores }) => ({
    ablation,
    cells: columns.map(([score]) => difference(whole[score], scores[score])),
  }))
  const idle = changes.filter(({ cells }) => cells.every((cell) => cell === '')).map(({ ablation }) => ablation.about)
  const shown = markdownTable([
    ['without', 'that is', ...columns.map(([, head]) => head)],
    ['', 'everything in place', ...columns.map(([score]) => whole[score]?.toFixed(1) ?? '–')],
    ...changes.flatMap(({ ablation, cells }) =>
      cells.every((cell) => cell === '') ? [] : [[ablation.name, ablation.about, ...cells]],
    ),
  ])
  return idle.length > 0 ? `${shown}\n\nWithout any effect on this set: ${idle.join('; ')}.` : shown
}

/** The scores that an ablation is read by. */
export const columnsOf = (scores: Scores): readonly (readonly [score: string, head: string])[] =>
  'trapsPassed' in scores
    ? [
        ['transitionF1', 'transition F1'],
        ['transitionPrecision', 'P'],
        ['transitionRecall', 'R'],
        ['trapsPassed', 'traps passed'],
        ['actionItemF1', 'action items F1'],
      ]
    : [
        ['strictChangeF1', 'strict change F1'],
        ['explicitStrictChangeF1', 'explicit'],
        ['changePrecision', 'P'],
        ['changeRecall', 'R'],
        ['transitionF1', 'transition F1'],
      ]

/** "+1.2" or "-0.4"; nothing where the score stays. */
export const difference = (before: number | undefined, now: number | undefined): string => {
  if (before === undefined || now === undefined) return '–'
  const change = Math.round(10 * (now - before)) / 10
  return change === 0 ? '' : `${change > 0 ? '+' : ''}${change.toFixed(1)}`
}
