import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import { stateFacts } from '../../record/state-facts.ts'
import type { NewFact } from '../../storage/facts.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, entityUnderLock, runCommand } from './command.ts'
import { toldType } from './told-type.ts'

/**
 * Says that two entities are one thing: a fact about their names, which survives reprocessing and can be withdrawn. Of
 * two types the one of the entity that was named first is told with it, and its name stands for both.
 */
export const createMergeEntities =
  (deps: CommandDeps): RecordCommands['mergeEntities'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const one = entityUnderLock(session, command.entityId)
      const other = entityUnderLock(session, command.otherId)
      if (one.id === other.id) throw new AppError('conflict', `"${one.name}" is one entity already.`)
      const groupId = newId()
      const said = { groupId, origin: 'user', note: command.note ?? null, actor: command.actor } as const
      const facts: NewFact[] = [{ ...said, id: groupId, kind: 'same', nameId: one.id, otherNameId: other.id }]
      const told = one.type === other.type ? null : toldType(session, one.id, said)
      if (told) facts.push(told.fact, { ...said, id: newId(), kind: 'pin', nameId: one.id, value: one.name })
      const change = await stateFacts(session, facts, told ? [told.source] : [])
      const factIds = facts.map((fact) => fact.id)
      return { change, answer: ({ names }) => ({ factIds, entityId: names.entityOf(one.id) ?? one.id }) }
    })
