import { AppError } from '../../domain/errors.ts'
import { parseReviewId } from '../../domain/record/review-id.ts'
import { newId } from '../../platform/ids.ts'
import type { RecordSession } from '../../record/session.ts'
import { stateFacts } from '../../record/state-facts.ts'
import type { RecordCommands } from '../ports.ts'
import { answerClaim } from './answer-claim.ts'
import { answerMerge, answerType, answerUnclear } from './answer-name.ts'
import { type CommandDeps, runCommand } from './command.ts'
import type { Answering, Answers } from './review-answer.ts'

/**
 * What a user answers to an item of the review list. An answer is facts about names and a meeting, keyed by what the
 * item means: it holds however often the meeting is read again, and can be withdrawn like any other.
 */
export const createAnswerReview =
  (deps: CommandDeps): RecordCommands['answerReview'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const groupId = newId()
      const said = { groupId, origin: 'user', note: command.note ?? null, actor: command.actor } as const
      const { facts, sources, nameId } = await answer({ session, command, said })
      const change = await stateFacts(session, facts, sources)
      const factIds = facts.map((fact) => fact.id)
      return { change, answer: ({ names }) => ({ factIds, entityId: names.entityOf(nameId) ?? null }) }
    })

const answer = (answering: Answering & { session: RecordSession }): Promise<Answers> | Answers => {
  const subject = parseReviewId(answering.command.itemId)
  switch (subject?.kind) {
    case 'claim':
      return answerClaim(answering, subject)
    case 'merge':
      return answerMerge(answering, subject)
    case 'unlinked':
      return answerUnclear(answering, subject)
    case 'type':
      return answerType(answering, subject)
    default:
      throw new AppError('not_found', `There is nothing to review by the id ${answering.command.itemId}.`)
  }
}
