import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import { replaceMeeting } from '../../record/replace-meeting.ts'
import { insertFacts } from '../../storage/facts.ts'
import { lockMeeting } from '../../storage/record-meetings.ts'
import { retractMeeting } from '../../storage/retractions.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from './command.ts'
import { readWritten } from './read-written.ts'

/**
 * Takes back what a meeting changed, but keeps the meeting: none of its facts counts until it is restored. The record
 * reads as if it had never been submitted. With `dryRun` nothing is written; the answer tells what would change.
 */
export const createRetractMeeting =
  (deps: CommandDeps): RecordCommands['retractMeeting'] =>
  (command) =>
    runCommand(
      deps,
      command,
      async (session) => {
        const { tx, tenantId, next } = session
        const { meetingId, actor, note = null } = command
        const row = await lockMeeting(tx, tenantId, meetingId)
        if (!row) throw new AppError('not_found', `There is no meeting ${meetingId}.`)
        if (row.deletedAt !== null) throw new AppError('gone', `The meeting ${meetingId} was deleted.`)
        if (row.retractedAt !== null) throw new AppError('conflict', `The meeting ${meetingId} is retracted already.`)
        const id = newId()
        const change = await replaceMeeting(session, row.id, null)
        await insertFacts(tx, tenantId, next, [
          { id, groupId: id, kind: 'retract', origin: 'user', nameId: null, meetingId, note, actor },
        ])
        await retractMeeting(tx, tenantId, row.id)
        return {
          change,
          answer: async () => ({
            ...{ factIds: [id], meetingId, runId: null, dryRun: command.dryRun },
            ...(await readWritten(session)),
          }),
        }
      },
      { rollBack: command.dryRun },
    )
