import {
  judgeSeries,
  type SeriesJudgement,
  type SeriesTransition,
  type SeriesTrap,
  type TransitionPrediction,
} from './scoring/judge-series.ts'
import { ratesOf } from './scoring/rates.ts'
import { createSameValue, type SameValue } from './scoring/same-value.ts'
import { type ListRow, pairLists, scoreAssignments, scoreList } from './scoring/score-lists.ts'
import { createFindEntity, type SeriesEntity } from './scoring/series-entities.ts'

export type SeriesGold = {
  meetingId: string
  transitions: readonly SeriesTransition[]
  nonChanges: readonly SeriesTrap[]
  actionItems: readonly { description: string; owner: string | null; dueDate: string | null }[]
  decisions: readonly { decision: string }[]
  risks: readonly { risk: string }[]
}

export type SeriesPrediction =
  | TransitionPrediction
  | { kind: 'action_item'; meetingId: string; description: string; owner: string | null; dueDate: string | null }
  | { kind: 'decision_made'; meetingId: string; decision: string }
  | { kind: 'risk'; meetingId: string; risk: string; severity?: string }

type Tally = { n: number; hit: number; pred: number }

/** Counts rows under the key of each; a row without a key is not counted. */
const tally = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | null,
  fieldOf: (row: Row) => (keyof Tally)[],
) => {
  const table: Record<string, Tally> = {}
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const entry = table[key] ?? { n: 0, hit: 0, pred: 0 }
    for (const field of fieldOf(row)) entry[field]++
    table[key] = entry
  }
  return table
}

/** Scores predictions on meeting series: net changes per meeting, entity and dimension, traps, and the three lists. */
export const scoreSeries = (
  gold: readonly SeriesGold[],
  meetings: readonly { id: string; series: string }[],
  entities: readonly SeriesEntity[],
  predictions: readonly SeriesPrediction[],
) => {
  const seriesOf = new Map(meetings.map((meeting) => [meeting.id, meeting.series]))
  const findEntity = createFindEntity(entities)
  const sameValue = createSameValue(findEntity)
  const changes = predictions.filter((row): row is TransitionPrediction => !row.kind || row.kind === 'transition')
  const judged = judgeSeries(gold, seriesOf, changes, findEntity, sameValue)
  return {
    ...scoreChanges(judged),
    ...scoreTraps(judged.judgements),
    ...scoreLists(gold, predictions, seriesOf, sameValue),
    judgements: judged.judgements,
  }
}

const scoreChanges = ({ judgements, said, unknownEntity }: ReturnType<typeof judgeSeries>) => {
  const labelled = judgements.filter((row) => row.gold !== null && 'cue' in row.gold)
  const hits = labelled.filter((row) => row.verdict === 'right')
  const found = labelled.filter((row) => row.said !== null)
  const predicted = said.length + unknownEntity
  const fieldOf = (row: SeriesJudgement): (keyof Tally)[] => (row.verdict === 'right' ? ['n', 'hit'] : ['n'])
  const byDimension = tally(labelled, (row) => row.dimension, fieldOf)
  for (const row of said) {
    const entry = byDimension[row.dimension] ?? { n: 0, hit: 0, pred: 0 }
    byDimension[row.dimension] = { ...entry, pred: entry.pred + 1 }
  }
  return {
    transitions: {
      ...ratesOf(hits.length, predicted, labelled.length),
      loose: ratesOf(found.length, predicted, labelled.length).f1,
      fromRight: hits.filter((row) => row.fromRight).length / Math.max(1, hits.length),
      predicted,
      unknownEntity,
      gold: labelled.length,
    },
    byDimension,
    byCue: tally(labelled, (row) => (row.gold && 'cue' in row.gold ? row.gold.cue : null), fieldOf),
  }
}

const scoreTraps = (judgements: readonly SeriesJudgement[]) => {
  const traps = tally(
    judgements,
    (row) => (row.gold && 'trap' in row.gold ? row.gold.trap : null),
    (row) => (row.verdict === 'trap taken' ? ['n', 'hit'] : ['n']),
  )
  const rows = Object.values(traps)
  const taken = rows.reduce((sum, row) => sum + row.hit, 0)
  return {
    trapsTaken:
      taken /
      Math.max(
        1,
        rows.reduce((sum, row) => sum + row.n, 0),
      ),
    traps,
  }
}

const scoreLists = (
  gold: readonly SeriesGold[],
  predictions: readonly SeriesPrediction[],
  seriesOf: ReadonlyMap<string, string>,
  sameValue: SameValue,
) => {
  const meetingIds = gold.map((row) => row.meetingId)
  const compare = (labelled: ListRow[], predicted: ListRow[]) => {
    const pairs = pairLists(meetingIds, labelled, predicted)
    return { pairs, score: scoreList(pairs, predicted.length, labelled.length) }
  }
  const actions = compare(
    gold.flatMap(({ meetingId, actionItems }) =>
      actionItems.map((item) => ({ ...item, meetingId, text: item.description })),
    ),
    predictions.flatMap((row) => (row.kind === 'action_item' ? [{ ...row, text: row.description }] : [])),
  )
  const decisions = compare(
    gold.flatMap((row) => row.decisions.map((item) => ({ meetingId: row.meetingId, text: item.decision }))),
    predictions.flatMap((row) => (row.kind === 'decision_made' ? [{ ...row, text: row.decision }] : [])),
  )
  const risks = compare(
    gold.flatMap((row) => row.risks.map((item) => ({ meetingId: row.meetingId, text: item.risk }))),
    predictions.flatMap((row) => (row.kind === 'risk' ? [{ ...row, text: row.risk }] : [])),
  )
  return {
    actionItems: { ...actions.score, ...scoreAssignments(actions.pairs, seriesOf, sameValue) },
    decisions: decisions.score,
    risks: risks.score,
  }
}

export type SeriesScore = ReturnType<typeof scoreSeries>
