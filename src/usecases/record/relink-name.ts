import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import { stateFacts } from '../../record/state-facts.ts'
import { readRecordMeetings } from '../../storage/record-meetings.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, entityUnderLock, runCommand } from './command.ts'

/** Says that in one meeting a name means another entity than it does elsewhere. */
export const createRelinkName =
  (deps: CommandDeps): RecordCommands['relinkName'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const { tx, tenantId, names } = session
      const { meetingId, nameId } = command
      const [meeting] = await readRecordMeetings(tx, tenantId, [meetingId])
      if (!meeting) throw new AppError('not_found', `There is no meeting ${meetingId} that counts.`)
      if (!names.book.get(nameId)) throw new AppError('unknown_reference', `There is no name ${nameId}.`)
      const target = entityUnderLock(session, command.entityId)
      const id = newId()
      const change = await stateFacts(session, [
        {
          ...{ id, groupId: id, kind: 'relink', origin: 'user', meetingId, nameId, otherNameId: target.id },
          ...{ note: command.note ?? null, actor: command.actor },
        },
      ])
      return { change, answer: () => ({ factIds: [id], entityId: names.entityOf(target.id) ?? target.id }) }
    })
