import type { SeriesJudgement } from '../scoring/judge-series.ts'
import type { StateJudgement } from '../scoring/judge-states.ts'
import { type StateScheme, stateLabel } from '../scoring/state-names.ts'

type Pair = [labelled: string, reported: string]

/** Which state was reported for which; a reported state that no label has is "another". */
export const stateConfusion = (judgements: readonly StateJudgement[], scheme: StateScheme): Pair[] => {
  const known = new Set(judgements.flatMap(({ gold }) => (gold ? [stateLabel(gold.toState, scheme)] : [])))
  const reported = (state: unknown): string => {
    const label = stateLabel(state, scheme)
    return known.has(label) ? `to ${label}` : 'to another'
  }
  return judgements.map(({ gold, said, verdict }) => {
    const saysChange = verdict === 'change found' || verdict === 'false alarm' || verdict === 'unlisted change'
    return [
      gold === null ? 'no label' : gold.changed ? `to ${stateLabel(gold.toState, scheme)}` : 'stays',
      said === null ? 'not found' : saysChange ? reported(said.toState) : 'stays',
    ]
  })
}

/** The same for one dimension with a vocabulary. */
export const seriesConfusion = (judgements: readonly SeriesJudgement[], dimension: string): Pair[] => {
  const own = judgements.filter((row) => row.dimension === dimension)
  const labelOf = ({ gold }: SeriesJudgement) => (gold && 'to' in gold ? String(gold.to) : null)
  const known = new Set(own.flatMap((row) => labelOf(row) ?? []))
  return own.flatMap((row): Pair[] => {
    const labelled = row.gold === null ? 'no label' : (labelOf(row) ?? 'trap')
    if (row.said === null) return row.gold !== null && 'trap' in row.gold ? [] : [[labelled, 'nothing']]
    return [[labelled, known.has(String(row.said.to)) ? String(row.said.to) : 'another']]
  })
}
