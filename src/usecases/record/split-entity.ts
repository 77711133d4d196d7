import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import { stateFacts } from '../../record/state-facts.ts'
import type { NewFact } from '../../storage/facts.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, entityUnderLock, runCommand } from './command.ts'

/**
 * Says that some names of an entity are another thing: each of them differs from each that stays, and they belong
 * together. Facts about names, which survive reprocessing and are withdrawn as one.
 */
export const createSplitEntity =
  (deps: CommandDeps): RecordCommands['splitEntity'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const entity = entityUnderLock(session, command.entityId)
      const known = new Set(entity.names.map((name) => name.id))
      const leaving = [...new Set(command.nameIds)]
      const strange = leaving.find((id) => !known.has(id))
      if (strange) throw new AppError('unknown_reference', `${strange} is not a name of "${entity.name}".`)
      const staying = [...known].filter((id) => !leaving.includes(id))
      const [first, ...rest] = leaving
      if (first === undefined || staying.length === 0)
        throw new AppError('conflict', `At least one name of "${entity.name}" has to stay.`)

      const groupId = newId()
      const fact = (kind: 'same' | 'different', nameId: string, otherNameId: string): NewFact => ({
        ...{ id: newId(), groupId, kind, origin: 'user', nameId, otherNameId },
        ...{ note: command.note ?? null, actor: command.actor },
      })
      const facts = [
        ...leaving.flatMap((id) => staying.map((other) => fact('different', id, other))),
        ...rest.map((id) => fact('same', first, id)),
      ]
      return {
        change: await stateFacts(session, facts),
        answer: ({ names }) => ({
          factIds: facts.map((one) => one.id),
          entityId: names.entityOf(staying[0] ?? '') ?? entity.id,
          newEntityId: names.entityOf(first) ?? first,
        }),
      }
    })
