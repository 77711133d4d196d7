import { AppError } from '../../domain/errors.ts'
import { type Name, nameIdOf } from '../../domain/name/name.ts'
import type { ReviewSubject } from '../../domain/record/review-id.ts'
import { newId } from '../../platform/ids.ts'
import type { RecordSession } from '../../record/session.ts'
import { type NewFact, readFactsOfMeeting } from '../../storage/facts.ts'
import { entityUnderLock } from './command.ts'
import { type Answering, type Answers, answeredAlready, refuse } from './review-answer.ts'
import { tellType } from './told-type.ts'

type Of<Kind extends ReviewSubject['kind']> = Extract<ReviewSubject, { kind: Kind }>

/** One thing, or two. */
export const answerMerge = ({ session, command, said }: Answering, { nameId, otherId }: Of<'merge'>): Answers => {
  const { names } = session
  for (const id of [nameId, otherId]) nameUnderLock(session, id)
  if (command.verdict === 'correct') throw refuse('itemId', 'two names are one thing or not: accept or reject it')
  const known = names.book
    .linksOf(nameId)
    .find((link) => link.origin === 'user' && (link.a === otherId || link.b === otherId) && link.kind !== 'alias')
  if (known) throw answeredAlready(known.id)
  if (names.entityOf(nameId) === names.entityOf(otherId))
    throw new AppError('conflict', 'These are one entity already.')
  const kind = command.verdict === 'accept' ? 'same' : 'different'
  return { facts: [{ ...said, id: newId(), kind, nameId, otherNameId: otherId }], sources: [], nameId }
}

/** Which thing a name means in a meeting; rejected: none of them that can be told. */
export const answerUnclear = async (
  { session, command, said }: Answering,
  { meetingId, nameId }: Of<'unlinked'>,
): Promise<Answers> => {
  nameUnderLock(session, nameId)
  const facts = await readFactsOfMeeting(session.tx, session.tenantId, meetingId)
  const known = facts.find((fact) => fact.nameId === nameId && (fact.kind === 'relink' || fact.kind === 'dismiss'))
  if (known) throw answeredAlready(known.id)
  const fact = { ...said, id: newId(), meetingId, nameId }
  if (command.verdict === 'reject') return { facts: [{ ...fact, kind: 'dismiss' }], sources: [], nameId }
  if (command.entityId === undefined) throw refuse('entityId', 'say which of the candidates is meant')
  const target = entityUnderLock(session, command.entityId)
  const relink: NewFact = { ...fact, kind: 'relink', otherNameId: target.id }
  return { facts: [relink], sources: [], nameId: target.id }
}

/** The type that was guessed is right, or another one is; rejected: nobody can tell, and it is not asked again. */
export const answerType = ({ session, command, said }: Answering, { nameId }: Of<'type'>): Answers => {
  const name = nameUnderLock(session, nameId)
  if (!name.guessed) throw new AppError('conflict', `It was told that "${name.surface}" is a ${name.type}.`)
  if (command.verdict === 'reject')
    return { facts: [{ ...said, id: newId(), kind: 'dismiss', nameId }], sources: [], nameId }
  const type = command.verdict === 'accept' ? name.type : command.type
  if (type === undefined) throw refuse('type', 'say which type it is')
  if (!session.model.types.some((one) => one.name === type))
    throw new AppError('unknown_reference', `The tracking model has no type "${type}".`, {
      details: [{ path: 'type', message: 'is no type of the tracking model' }],
    })
  const id = nameIdOf(session.tenantId, type, name.scope, name.key)
  const told = tellType(session, { ...name, id, type }, said)
  const same: NewFact = { ...said, id: newId(), kind: 'same', nameId, otherNameId: id }
  return { facts: id === nameId ? [told.fact] : [told.fact, same], sources: [told.source], nameId: id }
}

function nameUnderLock({ names }: RecordSession, id: string): Name {
  const name = names.book.get(id)
  if (!name) throw new AppError('not_found', `There is no name ${id} any more; read the review list again.`)
  return name
}
