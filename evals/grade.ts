import type { Scores } from './baseline.ts'
import type { Dataset, SeriesLabels, StateLabels } from './datasets/dataset.ts'
import type { MeetingOutcome } from './outcome.ts'
import { predictSeries, predictStates } from './predict.ts'
import { listErrors, seriesErrors, stateErrors } from './report/list-errors.ts'
import { missedSeries, missedStates } from './report/missed.ts'
import { seriesReport } from './report/series-report.ts'
import { stateReport } from './report/state-report.ts'
import { table } from './report/table.ts'
import { countReasons, type Missed } from './report/why-missed.ts'
import { type SeriesPrediction, scoreSeries } from './score-series.ts'
import { scoreStateTracking } from './score-state-tracking.ts'
import type { StatePrediction } from './scoring/judge-states.ts'

export type Graded = {
  predictions: readonly (StatePrediction | SeriesPrediction)[]
  /** Null when the set has no labels: predictions can be written all the same. */
  result: { scores: Scores; figures: unknown; report: string; errors: string } | null
}

/** Predictions of a set, and their figures where it has labels. */
export const grade = (dataset: Dataset, outcomes: readonly MeetingOutcome[], errorLimit: number): Graded =>
  dataset.labels.kind === 'states'
    ? gradeStates(dataset, dataset.labels, outcomes, errorLimit)
    : gradeSeries(dataset, dataset.labels, outcomes, errorLimit)

const lossTable = (missed: readonly Missed[], outcomes: readonly MeetingOutcome[]): string =>
  table([['missed changes', ''], ...countReasons(missed, outcomes).map(([reason, count]) => [reason, String(count)])])

const points = (share: number | null): number => Math.round(1000 * (share ?? 0)) / 10

const gradeStates = (
  dataset: Dataset,
  labels: StateLabels,
  outcomes: readonly MeetingOutcome[],
  errorLimit: number,
): Graded => {
  const predictions = predictStates(outcomes, labels)
  const { gold, scheme, dimension } = labels
  if (gold === null) return { predictions, result: null }
  const all = scoreStateTracking(gold, predictions, { scheme })
  const mention = scoreStateTracking(gold, predictions, { scheme, signal: 'mention' })
  const explicit = scoreStateTracking(gold, predictions, { scheme, signal: 'explicit' })
  const { judgements, ...figures } = all
  return {
    predictions,
    result: {
      scores: {
        changePrecision: points(all.changeDetection.precision),
        changeRecall: points(all.changeDetection.recall),
        changeF1: points(all.changeDetection.f1),
        strictChangeF1: points(all.changeDetection.strictF1),
        explicitStrictChangeF1: points(explicit.changeDetection.strictF1),
        transitionF1: points(all.transitionF1.f1),
        toState: points(all.stageAccuracy.toState),
        fromState: points(all.stageAccuracy.fromState),
        entityRecall: points(all.entityResolution.recall),
      },
      figures,
      report: `${stateReport({ all, mention, explicit }, scheme)}\n\n${lossTable(missedStates(judgements, labels), outcomes)}`,
      errors: listErrors(stateErrors(judgements, dimension), errorLimit, dataset, outcomes),
    },
  }
}

const gradeSeries = (
  dataset: Dataset,
  labels: SeriesLabels,
  outcomes: readonly MeetingOutcome[],
  errorLimit: number,
): Graded => {
  const predictions = predictSeries(outcomes)
  if (labels.gold === null) return { predictions, result: null }
  const score = scoreSeries(labels.gold, labels.seriesOf, labels.entities, predictions)
  const { judgements, ...figures } = score
  const explicit = score.byCue.explicit
  return {
    predictions,
    result: {
      scores: {
        transitionPrecision: points(score.transitions.precision),
        transitionRecall: points(score.transitions.recall),
        transitionF1: points(score.transitions.f1),
        looseTransitionF1: points(score.transitions.loose),
        explicitFound: points(explicit ? explicit.hit / Math.max(1, explicit.n) : null),
        trapsPassed: points(1 - score.trapsTaken),
        actionItemF1: points(score.actionItems.f1),
        decisionF1: points(score.decisions.f1),
        riskF1: points(score.risks.f1),
      },
      figures,
      report: `${seriesReport(score)}\n\n${lossTable(missedSeries(judgements, labels), outcomes)}`,
      errors: listErrors(seriesErrors(judgements), errorLimit, dataset, outcomes),
    },
  }
}
