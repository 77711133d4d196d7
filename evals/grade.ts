import type { Scores } from './baseline.ts'
import type { Dataset, SeriesLabels, StateLabels } from './datasets/dataset.ts'
import type { MeetingOutcome } from './outcome.ts'
import { predictSeries, predictStates } from './predict.ts'
import { listErrors, seriesErrors, stateErrors } from './report/list-errors.ts'
import { missedSeries, missedStates } from './report/missed.ts'
import { seriesReport } from './report/series-report.ts'
import { stateReport } from './report/state-report.ts'
import { table } from './report/table.ts'
import { countReasons } from './report/why-missed.ts'
import { type SeriesPrediction, type SeriesScore, scoreSeries } from './score-series.ts'
import { type StateScore, scoreStateTracking } from './score-state-tracking.ts'
import type { StatePrediction } from './scoring/judge-states.ts'

/** Why labelled changes were missed, with counts. */
export type Losses = readonly (readonly [reason: string, count: number])[]

/** All that was counted, for pages that show more than a score. */
export type Detail =
  | { kind: 'states'; labels: StateLabels; all: StateScore; mention: StateScore; explicit: StateScore; losses: Losses }
  | { kind: 'series'; labels: SeriesLabels; score: SeriesScore; losses: Losses }

export type Graded = {
  predictions: readonly (StatePrediction | SeriesPrediction)[]
  /** Null when the set has no labels: predictions can be written all the same. */
  result: { scores: Scores; figures: unknown; report: string; errors: string; detail: Detail } | null
}

/** Predictions of a set, and their figures where it has labels. */
export const grade = (dataset: Dataset, outcomes: readonly MeetingOutcome[], errorLimit: number): Graded =>
  dataset.labels.kind === 'states'
    ? gradeStates(dataset, dataset.labels, outcomes, errorLimit)
    : gradeSeries(dataset, dataset.labels, outcomes, errorLimit)

const lossTable = (losses: Losses): string =>
  table([['missed changes', ''], ...losses.map(([reason, count]) => [reason, String(count)])])

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
  const losses = countReasons(missedStates(judgements, labels), outcomes)
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
      report: `${stateReport({ all, mention, explicit }, scheme)}\n\n${lossTable(losses)}`,
      errors: listErrors(stateErrors(judgements, dimension), errorLimit, dataset, outcomes),
      detail: { kind: 'states', labels, all, mention, explicit, losses },
    },
  }
}

/** Dimensions that the labels follow; null when there are none. Others ("works on") can be neither right nor wrong. */
const dimensionsOf = ({ gold }: SeriesLabels): ReadonlySet<string> | null =>
  gold && new Set(gold.flatMap((row) => [...row.transitions, ...row.nonChanges].map(({ dimension }) => dimension)))

const gradeSeries = (
  dataset: Dataset,
  labels: SeriesLabels,
  outcomes: readonly MeetingOutcome[],
  errorLimit: number,
): Graded => {
  const predictions = predictSeries(outcomes, dimensionsOf(labels))
  if (labels.gold === null) return { predictions, result: null }
  const score = scoreSeries(labels.gold, labels.seriesOf, labels.entities, predictions)
  const { judgements, ...figures } = score
  const losses = countReasons(missedSeries(judgements, labels), outcomes)
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
      report: `${seriesReport(score)}\n\n${lossTable(losses)}`,
      errors: listErrors(seriesErrors(judgements), errorLimit, dataset, outcomes),
      detail: { kind: 'series', labels, score, losses },
    },
  }
}
