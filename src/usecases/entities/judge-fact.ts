import { normaliseValue } from '../../domain/observation/values.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { viewOf } from '../../domain/tracking-model/model-view.ts'
import type { DecidedRow, FactRow, StatedRow } from '../../storage/read-explanation.ts'
import type { EvidenceView } from '../views/common.ts'
import type { ExplainedFactView } from '../views/entity-views.ts'

export type Verdict = Pick<ExplainedFactView, 'verdict' | 'because' | 'transitionId'>

/** Everything against which a fact is judged. */
export type Bench = {
  type: string
  model: TrackingModel
  decided: readonly DecidedRow[]
  facts: readonly FactRow[]
}

/** Why something that a meeting stated counted, or did not. Retells what the fold did; decides nothing anew. */
export const judgeStated = (stated: StatedRow, bench: Bench): Verdict => {
  const view = viewOf(bench.model)
  const dimension = view.dimension(stated.dim)
  if (stated.nameId === null) return no('unlinked', 'it is not clear what this was said about')
  if (dimension === undefined || !view.owns(bench.type, stated.dim)) {
    return no('not_tracked', `a ${bench.type} has no ${stated.dim} in the tracking model`)
  }
  if (stated.modality !== 'asserted') return no('not_asserted', `it was ${stated.modality}, not asserted`)
  if (bench.facts.some((fact) => isVetoOf(fact, stated))) return no('vetoed', 'a user said that it does not count')
  const ofDimension = bench.decided.filter((row) => row.dim === stated.dim)
  const own = ofDimension.find((row) => row.orderKey === stated.orderKey)
  if (own !== undefined) return { verdict: 'changed', because: 'it made this change', transitionId: own.id }
  const sameMeeting = ofDimension.filter((row) => row.meetingId === stated.meetingId)
  const agreed = sameMeeting.find((row) => isEvidenceOf(row, stated))
  if (agreed !== undefined) {
    return { verdict: 'confirmed', because: 'it says the same as what made the change', transitionId: agreed.id }
  }
  const [winner] = sameMeeting
  if (winner !== undefined) {
    return {
      verdict: 'outvoted',
      because: 'something said later in the meeting counted instead',
      transitionId: winner.id,
    }
  }
  if (isOutranked(stated, bench)) return no('outranked', 'a user said otherwise about the same moment')
  const before = ofDimension.filter((row) => row.orderKey < stated.orderKey).at(-1)?.toValue ?? null
  const said = normaliseValue(dimension, stated.value ?? '', null)?.text ?? null
  return said !== null && said === before
    ? no('confirmed', 'it says what held already')
    : no('no_effect', 'it changes nothing that held at that time')
}

const no = (verdict: Verdict['verdict'], because: string): Verdict => ({ verdict, because, transitionId: null })

const isVetoOf = (fact: FactRow, stated: StatedRow): boolean =>
  fact.kind === 'veto' && fact.withdrawnAt === null && fact.meetingId === stated.meetingId && fact.dim === stated.dim

const isEvidenceOf = (row: DecidedRow, stated: StatedRow): boolean =>
  (row.evidence as EvidenceView[]).some(
    (piece) => piece.segmentIndex === stated.segment && piece.quote === stated.quote,
  )

/** Two order keys with this beginning stand at one moment of one meeting. */
const pointLength = 55

const isOutranked = (stated: StatedRow, bench: Bench): boolean =>
  bench.facts.some(
    (fact) =>
      fact.kind === 'assert' &&
      fact.withdrawnAt === null &&
      fact.dim === stated.dim &&
      fact.orderKey.slice(0, pointLength) === stated.orderKey.slice(0, pointLength),
  )

/** What became of something that a user, an import or a model recorded. */
export const judgeRecorded = (fact: FactRow, bench: Bench): Verdict => {
  if (fact.withdrawnAt !== null) return no('withdrawn', 'it was withdrawn')
  if (fact.kind !== 'assert')
    return no('linked', linkWords[fact.origin === 'model' ? 'verdict' : fact.kind] ?? 'it is part of the record')
  const own = bench.decided.find((row) => row.orderKey === fact.orderKey && row.dim === fact.dim)
  return own === undefined
    ? no('confirmed', 'it says what held already, or a later word about the same moment counted')
    : { verdict: 'changed', because: 'it made this change', transitionId: own.id }
}

const linkWords: Record<string, string> = {
  alias: 'it is another name of the same thing',
  same: 'a user said that these are one thing',
  different: 'a user said that these are two things',
  verdict: 'a model judged whether these are one thing',
  veto: "it takes the weight from a meeting's claim",
  relink: 'a user said what a statement was about',
  pin: 'a user chose the name',
}
