import type { SeriesScore } from '../score-series.ts'
import type { SeriesJudgement } from '../scoring/judge-series.ts'
import { matrix, percent, table } from './table.ts'

export const seriesReport = (score: SeriesScore): string => {
  const { transitions } = score
  const lists = [
    ['action items', score.actionItems],
    ['decisions', score.decisions],
    ['risks', score.risks],
  ] as const
  const rates = (row: { precision: number; recall: number; f1: number }) =>
    [row.precision, row.recall, row.f1].map(percent)
  return [
    table([
      ['', 'labelled', 'predicted', 'P', 'R', 'F1'],
      ['transitions', String(transitions.gold), String(transitions.predicted), ...rates(transitions)],
      ...lists.map(([name, row]) => [name, String(row.gold), String(row.predicted), ...rates(row)]),
    ]),
    `transitions without regard to the value: F1 ${percent(transitions.loose)}; earlier value right ${percent(transitions.fromRight)}; ` +
      `of unknown entities ${transitions.unknownEntity}; traps taken ${percent(score.trapsTaken)}; ` +
      `action items: owner right ${percent(score.actionItems.ownerRight)}, due date right ${percent(score.actionItems.dueRight)}`,
    '',
    table([
      ['dimension', 'labelled', 'predicted', 'right'],
      ...Object.entries(score.byDimension).map(([name, row]) => [name, ...[row.n, row.pred, row.hit].map(String)]),
    ]),
    '',
    table([
      ['said how', 'labelled', 'right'],
      ...Object.entries(score.byCue).map(([name, row]) => [name, String(row.n), String(row.hit)]),
    ]),
    '',
    table([
      ['trap', 'labelled', 'taken'],
      ...Object.entries(score.traps).map(([name, row]) => [name, String(row.n), String(row.hit)]),
    ]),
    '',
    'Status: labelled (rows) against said (columns)',
    matrix('labelled', score.judgements.filter((row) => row.dimension === 'status').map(confusion)),
  ].join('\n')
}

const confusion = ({ gold, said }: SeriesJudgement): [string, string] => [
  gold === null ? '(no label)' : 'trap' in gold ? '(trap)' : String(gold.to),
  said === null ? '(nothing)' : String(said.to),
]
