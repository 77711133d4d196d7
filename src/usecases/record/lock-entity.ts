import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import { stateFacts } from '../../record/state-facts.ts'
import type { NewFact } from '../../storage/facts.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, entityUnderLock, runCommand } from './command.ts'

/**
 * Keeps an entity as it is: its names belong together and it is called what it is called now, as if a user had said
 * each of it, and no other name is linked to one of them but by a user or a catalogue. What meetings state about its
 * names still counts. Withdrawing the fact unlocks it.
 */
export const createLockEntity =
  (deps: CommandDeps): RecordCommands['lockEntity'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const { book } = session.names
      const entity = entityUnderLock(session, command.entityId)
      if (entity.names.some(({ id }) => book.linksOf(id).some((link) => link.kind === 'lock')))
        throw new AppError('conflict', `"${entity.name}" is locked already.`)
      const groupId = newId()
      const said = { groupId, origin: 'user', note: command.note ?? null, actor: command.actor } as const
      const facts: NewFact[] = [
        { ...said, id: groupId, kind: 'pin', nameId: entity.id, value: entity.name },
        ...entity.names.map(({ id }): NewFact => ({ ...said, id: newId(), kind: 'lock', nameId: id })),
        ...entity.names
          .filter(({ id }) => id !== entity.id)
          .map(({ id }): NewFact => ({ ...said, id: newId(), kind: 'same', nameId: entity.id, otherNameId: id })),
      ]
      const factIds = facts.map((fact) => fact.id)
      const change = await stateFacts(session, facts)
      return { change, answer: ({ names }) => ({ factIds, entityId: names.entityOf(entity.id) ?? entity.id }) }
    })
