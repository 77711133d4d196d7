import {
  isStateChange,
  type JudgedMeeting,
  judgeStates,
  type StateGold,
  type StatePrediction,
  type StateScoreOptions,
} from './scoring/judge-states.ts'
import { harmonic, share } from './scoring/rates.ts'

const groupByMeeting = <Row extends { meetingId: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(row.meetingId, [...(groups.get(row.meetingId) ?? []), row])
  return groups
}

/** Scores predicted state changes against labels, meeting by meeting. A change on a thing without a label lowers the strict figures. */
export const scoreStateTracking = (
  goldRows: readonly StateGold[],
  predictionRows: readonly StatePrediction[],
  options: StateScoreOptions = {},
) => {
  const gold = groupByMeeting(goldRows)
  const predicted = groupByMeeting(predictionRows)
  const judged = [...gold].map(([id, labels]) => judgeStates(labels, predicted.get(id) ?? [], options))
  const outside = predictionRows.filter(
    (row) => !gold.has(row.meetingId) && isStateChange(row, options.scheme ?? 'tc39'),
  )
  const counts = countJudgements(judged, gold.size, outside.length)
  return { ...ratesFrom(counts), judgements: judged.flatMap((meeting) => meeting.judgements) }
}

const countJudgements = (judged: readonly JudgedMeeting[], meetings: number, predOutsideGold: number) => {
  const judgements = judged.flatMap((meeting) => meeting.judgements)
  const labelled = judgements.filter((row) => row.gold !== null)
  const count = (verdict: string) => judgements.filter((row) => row.verdict === verdict).length
  const found = judgements.filter((row) => row.verdict === 'change found')
  return {
    goldEntities: labelled.length,
    matchedEntities: labelled.filter((row) => row.said !== null).length,
    predEntities: judged.reduce((sum, meeting) => sum + meeting.predicted, 0),
    predMatched: judged.reduce((sum, meeting) => sum + meeting.named, 0),
    tp: found.length,
    fp: count('false alarm'),
    fn: count('missed'),
    tn: count('no change'),
    fpUnmatched: count('unlisted change'),
    toOk: found.filter((row) => row.toRight).length,
    fromOk: found.filter((row) => row.fromRight).length,
    bothOk: found.filter((row) => row.toRight && row.fromRight).length,
    meetings,
    predOutsideGold,
  }
}

const ratesFrom = (counts: ReturnType<typeof countJudgements>) => {
  const { tp, fp, fn, tn, fpUnmatched, toOk } = counts
  const precision = share(tp, tp + fp)
  const recall = share(tp, tp + fn)
  const strictPrecision = share(tp, tp + fp + fpUnmatched)
  const transitionPrecision = share(toOk, tp + fp)
  const transitionRecall = share(toOk, tp + fn)
  return {
    counts,
    entityResolution: {
      recall: share(counts.matchedEntities, counts.goldEntities),
      precision: share(counts.predMatched, counts.predEntities),
    },
    changeDetection: {
      precision,
      recall,
      f1: harmonic(precision, recall),
      strictPrecision,
      strictF1: harmonic(strictPrecision, recall),
      accuracy: share(tp + tn, tp + tn + fp + fn),
    },
    stageAccuracy: { toState: share(toOk, tp), fromState: share(counts.fromOk, tp), both: share(counts.bothOk, tp) },
    transitionF1: {
      precision: transitionPrecision,
      recall: transitionRecall,
      f1: harmonic(transitionPrecision, transitionRecall),
    },
  }
}

export type StateScore = ReturnType<typeof scoreStateTracking>
