import type { AblationRow } from '../ablation/run-ablations.ts'
import type { Scores } from '../baseline.ts'
import { columnsOf, difference } from '../quality/ablation-section.ts'
import { table } from './table.ts'

/** Scores with everything, and the difference that each part makes when it is left out. */
export const ablationReport = ({ whole, rows }: { whole: Scores; rows: readonly AblationRow[] }): string => {
  const columns = columnsOf(whole)
  return table([
    ['without', ...columns.map(([, head]) => head)],
    ['(nothing)', ...columns.map(([score]) => whole[score]?.toFixed(1) ?? '–')],
    ...rows.map(({ ablation, scores }) => [
      ablation.name,
      ...columns.map(([score]) => difference(whole[score], scores[score]) || '.'),
    ]),
  ])
}
