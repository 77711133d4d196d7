import { AppError } from '../../domain/errors.ts'
import { observationKey } from '../../domain/meeting/order-key.ts'
import type { Operation } from '../../domain/observation/observation.ts'
import { claimOf, type ReviewSubject } from '../../domain/record/review-id.ts'
import { newId } from '../../platform/ids.ts'
import type { RecordSession } from '../../record/session.ts'
import { type FactRow, type NewFact, readFactsOfMeeting } from '../../storage/facts.ts'
import { type ObservationRow, readObservationsOfMeetings } from '../../storage/observations.ts'
import { entityUnderLock } from './command.ts'
import { type Answering, type Answers, answeredAlready, refuse } from './review-answer.ts'
import { dimensionOf, valueSource } from './value-source.ts'

type Claim = Extract<ReviewSubject, { kind: 'claim' }>

/**
 * Accepted: a user states it on the occasion of the meeting. Rejected: this claim of the meeting does not count.
 * Corrected: both, with what is right.
 */
export const answerClaim = async (answering: Answering, subject: Claim): Promise<Answers> => {
  const { session, command, said } = answering
  const claimed = await findClaim(session, subject)
  const entity = entityUnderLock(session, claimed.nameId)
  const facts = await readFactsOfMeeting(session.tx, session.tenantId, subject.meetingId)
  const known = facts.find((fact) => isAnswer(session, fact, claimed, entity.id))
  if (known) throw answeredAlready(known.id)

  const { dimension: dim, op, value, valueName, meetingId } = claimed
  const about = { ...said, meetingId, dim, nameId: claimed.nameId }
  const orderKey = observationKey('', claimed.segment, claimed.ordinal)
  const accepted: NewFact = { ...about, id: newId(), kind: 'assert', op, value, valueName, orderKey }
  const rejected: NewFact = { ...about, id: newId(), kind: 'veto', op, value, valueName }
  if (command.verdict === 'accept') {
    dimensionOf(session, entity, dim)
    return { facts: [accepted], sources: [], nameId: claimed.nameId }
  }
  if (command.verdict === 'reject') return { facts: [rejected], sources: [], nameId: claimed.nameId }
  return correct(answering, rejected, accepted)
}

function correct({ session, command }: Answering, rejected: NewFact, accepted: NewFact): Answers {
  if (command.value === undefined && command.entityId === undefined)
    throw refuse('value', 'say what is right: another value, or another entity')
  const entity = entityUnderLock(session, command.entityId ?? accepted.nameId ?? '')
  const dimension = dimensionOf(session, entity, accepted.dim ?? '')
  if (command.value === undefined)
    return { facts: [rejected, { ...accepted, nameId: entity.id }], sources: [], nameId: entity.id }
  const op = dimension.many ? 'add' : 'set'
  const source = valueSource(session, dimension, { op, value: command.value }, accepted.id)
  const right = { ...accepted, nameId: entity.id, op, value: command.value, valueName: source?.nameId ?? null }
  return { facts: [rejected, right], sources: source ? [source] : [], nameId: entity.id }
}

type Attached = ObservationRow & { nameId: string }

/** What the meeting says in those words now; of several that say it the last. */
async function findClaim({ tx, tenantId }: RecordSession, { meetingId, nameId, claim }: Claim): Promise<Attached> {
  const rows = await readObservationsOfMeetings(tx, tenantId, [meetingId])
  const found = rows
    .filter((row): row is Attached => row.nameId === nameId && claimOf(row) === claim)
    .sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
    .at(-1)
  if (found) return found
  throw new AppError('not_found', 'The meeting does not say this any more; read the review list again.')
}

const isAnswer = ({ names }: RecordSession, fact: FactRow, claimed: Attached, entityId: string): boolean =>
  (fact.kind === 'assert' || fact.kind === 'veto') &&
  fact.nameId !== null &&
  names.entityOf(fact.nameId) === entityId &&
  fact.dim === claimed.dimension &&
  (fact.op === null ||
    claimOf({ dimension: fact.dim, op: fact.op as Operation, value: fact.value }) === claimOf(claimed))
