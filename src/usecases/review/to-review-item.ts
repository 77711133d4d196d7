import type { Modality, Operation } from '../../domain/observation/observation.ts'
import { claimOf, reviewIdOf } from '../../domain/record/review-id.ts'
import { reasonsOf } from '../../domain/record/review-reasons.ts'
import type { HedgedRow, WeakRow } from '../../storage/read-review.ts'
import type { GuessedRow, LikelyMergeRow, UnclearRow } from '../../storage/read-review-names.ts'
import { iso } from '../views/common.ts'
import type { ReviewItemView } from '../views/review-views.ts'

const nothing = {
  ...{ entity: null, dimension: null, operation: null, value: null, from: null, to: null, modality: null },
  ...{ confidence: null, conflicting: [], meeting: null, evidence: [], transitionId: null, candidates: [] },
} satisfies Partial<ReviewItemView>

export const ofWeakChange = (row: WeakRow): ReviewItemView => ({
  ...nothing,
  ...ofClaim(row),
  kinds: reasonsOf(row),
  question: `Did the ${plain(row.dim)} of “${row.entityName}” ${move(row.fromValue, row.toValue)}?`,
  from: row.fromValue,
  to: row.toValue,
  modality: 'asserted',
  conflicting: row.conflicting,
  transitionId: row.id,
})

export const ofHedged = (row: HedgedRow): ReviewItemView => ({
  ...nothing,
  ...ofClaim(row),
  kinds: ['hedged'],
  question: `It was only ${row.modality}: is the ${plain(row.dim)} of “${row.entityName}” ${show(row.value)} now?`,
  modality: row.modality as Modality,
})

export const ofLikelyMerge = (row: LikelyMergeRow): ReviewItemView => ({
  ...nothing,
  id: reviewIdOf({ kind: 'merge', nameId: row.nameId, otherId: row.otherId }),
  kinds: ['merge'],
  question: `Are “${row.entityName}” and “${row.otherName}” one ${plain(row.type)}?`,
  entity: entityOf(row),
  confidence: row.score,
  candidates: [{ entityId: row.otherEntity, name: row.otherName }],
  correctWith: [],
})

export const ofUnclearName = (row: UnclearRow): ReviewItemView => ({
  ...nothing,
  id: reviewIdOf({ kind: 'unlinked', meetingId: row.meetingId, nameId: row.nameId }),
  kinds: ['unlinked'],
  question: `Which ${plain(row.type)} does “${row.surface}” mean in this meeting?`,
  meeting: { id: row.meetingId, title: row.meetingTitle, occurredAt: iso(row.at) },
  candidates: row.candidates.map(({ entityId, name }) => ({ entityId, name })),
  correctWith: ['entityId'],
})

export const ofGuessedType = (row: GuessedRow): ReviewItemView => ({
  ...nothing,
  id: reviewIdOf({ kind: 'type', nameId: row.id }),
  kinds: ['guessed_type'],
  question: `Is “${row.entityName}” a ${plain(row.type)}? Nobody said so.`,
  entity: entityOf(row),
  correctWith: ['type'],
})

type Named = { entityId: string; entityName: string; type: string }
const entityOf = ({ entityId, entityName, type }: Named) => ({ id: entityId, name: entityName, type })

const ofClaim = (row: WeakRow | HedgedRow) => {
  const { dim: dimension, value, meetingId, nameId } = row
  const op = row.op as Operation
  return {
    id: reviewIdOf({ kind: 'claim', meetingId, nameId, claim: claimOf({ dimension, op, value }) }),
    entity: entityOf(row),
    ...{ dimension, operation: op, value, confidence: row.confidence },
    meeting: { id: meetingId, title: row.meetingTitle, occurredAt: iso(row.metAt) },
    evidence: [
      {
        ...{ segmentIndex: row.segment, speaker: row.speaker, startMs: row.startMs, quote: row.quote },
        ...(row.quote === '' && { wordsRemoved: true as const }),
      },
    ],
    correctWith: ['value', 'entityId'] satisfies ReviewItemView['correctWith'],
  }
}

const plain = (name: string): string => name.replaceAll('_', ' ')
const show = (value: string | null): string => (value === null ? 'nothing' : `“${plain(value)}”`)

const move = (from: string | null, to: string | null): string => {
  if (from === null) return `begin as ${show(to)}`
  return to === null ? `lose ${show(from)}` : `go from ${show(from)} to ${show(to)}`
}
