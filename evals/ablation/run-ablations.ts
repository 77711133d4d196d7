import type { Analyst } from '../../src/analysis/analyst.ts'
import type { Scores } from '../baseline.ts'
import type { Dataset } from '../datasets/dataset.ts'
import { evaluateRead, readDataset } from '../evaluate.ts'
import type { Ablation } from './ablation.ts'

export type AblationRow = { ablation: Ablation; scores: Scores }

/** The scores of a labelled set with everything, and with each part left out in turn. Null without labels. */
export const runAblations = async (
  analyst: Analyst,
  dataset: Dataset,
  ablations: readonly Ablation[],
): Promise<{ whole: Scores; rows: AblationRow[] } | null> => {
  const read = await readDataset(analyst, dataset)
  const whole = evaluateRead(read, dataset, 0).result?.scores
  if (!whole) return null
  const rows: AblationRow[] = []
  for (const ablation of ablations) {
    const own = ablation.model ? await readDataset(analyst, dataset, [ablation]) : read
    const { result } = evaluateRead(own, dataset, 0, [ablation])
    if (result) rows.push({ ablation, scores: result.scores })
  }
  return { whole, rows }
}
