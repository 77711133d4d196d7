import type { Grounds } from '../outcome.ts'
import { pairByName } from './pair-by-name.ts'
import { type StateScheme, stateLabel } from './state-names.ts'

export type StateGold = {
  meetingId: string
  entityId: string
  entity: string
  aliases?: readonly string[]
  fromState: string
  toState: string
  changed: boolean
  dontCare?: boolean
  rawSignal?: string | null
  evidence?: { conclusion?: string | null; discussion?: { text: string } | null; text?: string } | null
}

/** No `toState`, or the same as `fromState`, says "discussed, no change". */
export type StatePrediction = {
  meetingId: string
  entity: string
  entityId?: string | undefined
  fromState?: string | null | undefined
  toState?: string | null | undefined
  /** 1..100; no score looks at it. */
  confidence?: number | undefined
  /** What the confidence was told from; no score looks at it. */
  grounds?: Grounds | undefined
}

export type StateScoreOptions = {
  scheme?: StateScheme
  /** Leaves out changes that are less visible than this in the discussion. */
  signal?: 'any' | 'mention' | 'explicit'
  countDontCare?: boolean
  threshold?: number
}

export type StateVerdict = 'change found' | 'missed' | 'false alarm' | 'no change' | 'unlisted change'

/** One judged pair; `gold` is null for a change on a thing without a label. */
export type StateJudgement = {
  verdict: StateVerdict
  meetingId: string
  gold: StateGold | null
  said: StatePrediction | null
  toRight: boolean
  fromRight: boolean
}

export type JudgedMeeting = {
  judgements: StateJudgement[]
  /** Predictions that count, and those among them that name a labelled thing. */
  predicted: number
  named: number
}

const signalRank: Readonly<Record<string, number>> = { explicit: 2, mention: 1, none: 0 }
const leastSignal = { any: 0, mention: 1, explicit: 2 } as const

const isTooFaint = (row: StateGold, options: StateScoreOptions): boolean =>
  row.changed && (signalRank[row.rawSignal ?? 'none'] ?? 0) < leastSignal[options.signal ?? 'any']

export const isStateChange = (row: StatePrediction, scheme: StateScheme): boolean =>
  (row.toState ?? '') !== '' && stateLabel(row.toState, scheme) !== stateLabel(row.fromState, scheme)

/** Judges the predictions of one meeting against its labels. */
export const judgeStates = (
  labels: readonly StateGold[],
  predictions: readonly StatePrediction[],
  options: StateScoreOptions = {},
): JudgedMeeting => {
  const scheme = options.scheme ?? 'tc39'
  const isChange = (row: StatePrediction) => isStateChange(row, scheme)
  const isLeftOut = (row: StateGold) => Boolean(row.dontCare) && options.countDontCare !== true
  const sameState = (one: unknown, other: unknown) => stateLabel(one, scheme) === stateLabel(other, scheme)
  const { labelOf, predictionOf, duplicates } = pairByName(labels, predictions, options.threshold ?? 0.5, isChange)

  const judgeLabel = (gold: StateGold, said: StatePrediction | null): StateJudgement => {
    const saysChange = said !== null && isChange(said)
    return {
      verdict: gold.changed ? (saysChange ? 'change found' : 'missed') : saysChange ? 'false alarm' : 'no change',
      meetingId: gold.meetingId,
      gold,
      said,
      toRight: saysChange && sameState(said.toState, gold.toState),
      fromRight: saysChange && sameState(said.fromState, gold.fromState),
    }
  }

  const judgements = labels.flatMap((gold, index) => {
    if (isLeftOut(gold) || isTooFaint(gold, options)) return []
    const match = predictionOf.get(index)
    return [judgeLabel(gold, match === undefined ? null : (predictions[match] ?? null))]
  })
  let predicted = 0
  let named = 0
  predictions.forEach((said, index) => {
    const match = labelOf.get(index)
    const gold = match === undefined ? undefined : labels[match]
    if (gold && isLeftOut(gold)) return
    predicted++
    if (gold || duplicates.has(index)) named++
    else if (isChange(said))
      judgements.push({
        verdict: 'unlisted change',
        meetingId: said.meetingId,
        gold: null,
        said,
        toRight: false,
        fromRight: false,
      })
  })
  return { judgements, predicted, named }
}
