import type { Analyst } from '../../src/analysis/analyst.ts'
import type { Dataset } from '../datasets/dataset.ts'
import { evaluate } from '../evaluate.ts'
import { backtest } from '../forecast/backtest.ts'
import { labelledChanges } from '../forecast/labelled-changes.ts'
import { countMerges } from '../resolution/count-merges.ts'
import { judgeMentions } from '../resolution/score-mentions.ts'
import type { Measured } from './measured.ts'

/** Reads and grades a set, and keeps the counts alone. Null without labels. */
export const measure = async (analyst: Analyst, dataset: Dataset): Promise<Measured | null> => {
  const { result, timing, outcomes, things } = await evaluate(analyst, dataset, 0)
  if (!result) return null
  const { labels } = dataset
  return {
    set: dataset.name,
    setting: dataset.setting,
    meetings: timing.meetings,
    segments: timing.segments,
    words: timing.words,
    scores: result.scores,
    detail: result.detail,
    mentions: labels.kind === 'series' ? judgeMentions(dataset, labels, outcomes) : null,
    merges: labels.kind === 'series' ? countMerges(labels, things) : null,
    forecast: backtest(labelledChanges(dataset)),
  }
}
