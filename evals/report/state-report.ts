import type { StateScore } from '../score-state-tracking.ts'
import type { StateJudgement } from '../scoring/judge-states.ts'
import { type StateScheme, stateLabel } from '../scoring/state-names.ts'
import { matrix, percent, table } from './table.ts'

/** Figures of one dimension; `scores` by how visible a change must be in the discussion to count. */
export const stateReport = (
  scores: Readonly<Record<'all' | 'mention' | 'explicit', StateScore>>,
  scheme: StateScheme,
): string => {
  const rows = Object.entries(scores).map(([signal, score]) => {
    const { counts, changeDetection: change } = score
    return [
      signal,
      ...[counts.goldEntities, counts.tp + counts.fn, counts.tp, counts.fp, counts.fpUnmatched, counts.fn].map(String),
      ...[change.precision, change.recall, change.f1, change.strictPrecision, change.strictF1].map(percent),
      percent(score.transitionF1.f1),
      percent(score.stageAccuracy.toState),
      percent(score.stageAccuracy.fromState),
      percent(score.entityResolution.recall),
      percent(score.entityResolution.precision),
    ]
  })
  const head =
    'signal|pairs|changes|found|false|unlisted|missed|P|R|F1|strict P|strict F1|transition F1|to|from|ent. R|ent. P'
  return [
    table([head.split('|'), ...rows]),
    '',
    'Changes: labelled (rows) against said (columns)',
    matrix(
      'labelled',
      scores.all.judgements.map((row) => confusion(row, scheme)),
    ),
  ].join('\n')
}

const confusion = ({ gold, said, verdict }: StateJudgement, scheme: StateScheme): [string, string] => {
  const move = (row: { fromState?: string | null | undefined; toState?: string | null | undefined }) =>
    `>${stateLabel(row.toState, scheme)}`
  const saysChange = verdict === 'change found' || verdict === 'false alarm' || verdict === 'unlisted change'
  return [
    gold === null ? '(no label)' : gold.changed ? move(gold) : 'stays',
    said === null ? '(not found)' : saysChange ? move(said) : 'stays',
  ]
}
