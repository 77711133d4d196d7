import type { Operation } from '../../domain/observation/observation.ts'
import { normaliseValue } from '../../domain/observation/values.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { viewOf } from '../../domain/tracking-model/model-view.ts'
import type { Claim } from '../../domain/transition/fold-input.ts'
import { isSameClaim } from '../../domain/transition/is-same-claim.ts'
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
  if (answerOf(stated, bench, 'veto')) return no('vetoed', 'a user said that it does not count')
  if (stated.modality !== 'asserted' && !answerOf(stated, bench, 'assert'))
    return no('not_asserted', `it was ${stated.modality}, not asserted`)
  const ofDimension = bench.decided.filter((row) => row.dim === stated.dim)
  const ownedBy = answerOf(stated, bench, 'assert')
  const own = ofDimension.find((row) => row.orderKey === stated.orderKey)
  if (own !== undefined) {
    const because = ownedBy ? `a user confirmed it, and so ${changeOf(own)}` : changeOf(own)
    return { verdict: 'changed', because, transitionId: own.id }
  }
  const sameMeeting = ofDimension.filter((row) => row.meetingId === stated.meetingId)
  const agreed = sameMeeting.find((row) => isEvidenceOf(row, stated))
  if (agreed !== undefined) {
    return { verdict: 'confirmed', because: 'it says the same as what made the change', transitionId: agreed.id }
  }
  if (isOutranked(stated, bench)) return no('outranked', 'a user said otherwise about the same moment')
  const [winner] = sameMeeting
  if (winner !== undefined) {
    return {
      verdict: 'outvoted',
      because: 'something said later in the meeting counted instead',
      transitionId: winner.id,
    }
  }
  const before = ofDimension.filter((row) => row.orderKey < stated.orderKey).at(-1)?.toValue ?? null
  const said = normaliseValue(dimension, stated.value ?? '', null)?.text ?? null
  return said !== null && said === before
    ? no('confirmed', 'it says what held already')
    : no('no_effect', 'it changes nothing that held at that time')
}

const no = (verdict: Verdict['verdict'], because: string): Verdict => ({ verdict, because, transitionId: null })

/** What a user said to just this claim of the meeting, or to all that the meeting said of the dimension. */
const answerOf = (stated: StatedRow, { facts, model }: Bench, kind: 'assert' | 'veto'): FactRow | undefined => {
  const dimension = viewOf(model).dimension(stated.dim)
  return facts.find(
    (fact) =>
      fact.kind === kind &&
      fact.withdrawnAt === null &&
      fact.meetingId === stated.meetingId &&
      fact.dim === stated.dim &&
      (fact.op === null || (dimension && isSameClaim(dimension, claimOf(fact), claimOf(stated)))),
  )
}

const claimOf = ({ op, value }: { op: string | null; value: string | null }): Claim => ({
  ...{ op: (op ?? 'set') as Operation, value, valueEntity: null },
})

const changeOf = ({ fromValue, toValue, allowed, conflicting }: DecidedRow): string =>
  [
    `it made this change: ${show(fromValue)} to ${show(toValue)}`,
    ...(allowed ? [] : ['which the tracking model does not allow']),
    ...(conflicting.length === 0 ? [] : [`the meeting had also said ${conflicting.map(show).join(' and ')}`]),
  ].join('; ')

const show = (value: string | null): string => (value === null ? 'nothing' : `“${value.replaceAll('_', ' ')}”`)

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
      (fact.meetingId === stated.meetingId ||
        fact.orderKey.slice(0, pointLength) === stated.orderKey.slice(0, pointLength)),
  )

/** What became of something that a user, an import or a model recorded. */
export const judgeRecorded = (fact: FactRow, bench: Bench): Verdict => {
  if (fact.withdrawnAt !== null) return no('withdrawn', 'it was withdrawn')
  if (fact.kind !== 'assert') return no(fact.kind === 'veto' ? 'counts' : 'linked', wordsFor(fact))
  if (!fact.meetingCounts) return no('no_effect', 'the meeting of which it was said does not count')
  const own = bench.decided.find((row) => row.dim === fact.dim && standsAt(row, fact))
  return own === undefined
    ? no('confirmed', 'it says what held already, or a later word about the same moment counted')
    : { verdict: 'changed', because: changeOf(own), transitionId: own.id }
}

/** What is said of a meeting stands at a place in it, wherever the meeting stands. */
const standsAt = (row: DecidedRow, fact: FactRow): boolean =>
  fact.meetingId === null
    ? row.orderKey === fact.orderKey
    : row.meetingId === fact.meetingId && row.orderKey.endsWith(fact.orderKey)

const wordsFor = ({ kind, origin, about, other, dim, op, value }: FactRow): string => {
  const [one, two] = [about, other].map((name) => (name === null ? 'a name' : `“${name}”`))
  if (origin === 'model')
    return kind === 'unsure'
      ? `a model could not tell whether ${one} and ${two} are one thing`
      : `a model judged that ${one} and ${two} are ${kind === 'same' ? 'one thing' : 'two things'}`
  switch (kind) {
    case 'alias':
      return `${one} is another name of ${two}`
    case 'same':
      return `a user said that ${one} and ${two} are one thing`
    case 'different':
      return `a user said that ${one} and ${two} are two things`
    case 'veto':
      return op === null
        ? `a user said that what the meeting said of the ${dim} does not count`
        : `a user said that the ${dim} was not ${show(value)} in the meeting`
    case 'relink':
      return `a user said that in the meeting ${one} means ${two}`
    case 'pin':
      return `a user chose the name ${show(value)}`
    case 'lock':
      return `a user locked ${one}: only users and catalogues link it to other names`
    case 'typed':
      return `a user said that ${one} is a ${value}`
    case 'dismiss':
      return `a user said that nobody can tell what ${one} is`
    default:
      return 'it is part of the record'
  }
}
