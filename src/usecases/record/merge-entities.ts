import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import { noChange } from '../../record/change.ts'
import { insertFacts, type NewFact, toLink } from '../../storage/facts.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, entityUnderLock, runCommand } from './command.ts'

/** Says that two entities are one thing: a fact about their names, which survives reprocessing and can be withdrawn. */
export const createMergeEntities =
  (deps: CommandDeps): RecordCommands['mergeEntities'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const one = entityUnderLock(session, command.entityId)
      const other = entityUnderLock(session, command.otherId)
      if (one.id === other.id) throw new AppError('conflict', `"${one.name}" is one entity already.`)
      if (one.type !== other.type)
        throw new AppError('conflict', `"${one.name}" is a ${one.type} and "${other.name}" a ${other.type}.`)
      const id = newId()
      const fact: NewFact = {
        ...{ id, groupId: id, kind: 'same', origin: 'user', nameId: one.id, otherNameId: other.id },
        ...{ note: command.note ?? null, actor: command.actor },
      }
      await insertFacts(session.tx, session.tenantId, session.next, [fact])
      const link = { ...toLink({ ...fact, otherNameId: other.id }), recorded: Number(session.next.version) }
      return {
        change: { ...noChange(), putLinks: [link] },
        answer: ({ names }) => ({ factIds: [id], entityId: names.entityOf(one.id) ?? one.id }),
      }
    })
