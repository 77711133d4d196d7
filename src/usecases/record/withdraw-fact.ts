import { AppError } from '../../domain/errors.ts'
import { unstateFacts } from '../../record/unstate-facts.ts'
import { readFactGroup } from '../../storage/facts.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from './command.ts'
import { bringBack } from './restore-meeting.ts'

/**
 * Takes back what one command of a user recorded, all of it, or what a model judged of a pair. A verdict that was
 * withdrawn is asked of no model again.
 */
export const createWithdrawFact =
  (deps: CommandDeps): RecordCommands['withdrawFact'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const group = await readFactGroup(session.tx, session.tenantId, command.factId)
      if (group.length === 0) throw new AppError('not_found', `There is no fact ${command.factId}.`)
      if (group.some((fact) => fact.origin !== 'user' && fact.origin !== 'model'))
        throw new AppError('conflict', 'Only what a user recorded or a model judged can be withdrawn.')
      const live = group.filter((fact) => fact.withdrawnAt === null)
      const [first] = live
      if (!first) throw new AppError('conflict', `The fact ${command.factId} was withdrawn already.`)
      const factIds = live.map((fact) => fact.id)
      if (first.kind === 'retract' && first.meetingId !== null) {
        const { change, dispatch } = await bringBack(deps, session, first.meetingId, command.traceparent)
        return { change, dispatch, answer: () => ({ factIds }) }
      }
      return { change: await unstateFacts(session, live), answer: () => ({ factIds }) }
    })
