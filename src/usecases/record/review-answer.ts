import { AppError } from '../../domain/errors.ts'
import type { NameSource } from '../../domain/name/name.ts'
import type { RecordSession } from '../../record/session.ts'
import type { NewFact } from '../../storage/facts.ts'
import type { ReviewAnswer } from '../ports.ts'

export type Answering = {
  session: RecordSession
  command: ReviewAnswer
  /** What all facts of the answer have in common. */
  said: Pick<NewFact, 'groupId' | 'origin' | 'note' | 'actor'>
}

/** `nameId`: the name whose entity the answer is about. */
export type Answers = { facts: NewFact[]; sources: NameSource[]; nameId: string }

/** An answer that makes no sense for its item. */
export const refuse = (path: string, message: string): AppError =>
  new AppError('invalid_request', `${path}: ${message}.`, { details: [{ path, message }] })

export const answeredAlready = (factId: string): AppError =>
  new AppError('conflict', `This was answered already; withdraw the fact ${factId} to answer it anew.`)
