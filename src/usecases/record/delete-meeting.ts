import { AppError } from '../../domain/errors.ts'
import { replaceMeeting } from '../../record/replace-meeting.ts'
import { cancelRun } from '../../runs/cancel-run.ts'
import { forgetAnnouncedWords } from '../../storage/meetings.ts'
import { writeEvents } from '../../storage/outbox.ts'
import { buryMeeting, lockMeeting } from '../../storage/record-meetings.ts'
import { listOpenRunsOf } from '../../storage/runs.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from './command.ts'

/** After the events of the transitions that the deletion undoes. */
const lastOrdinal = 2_000_000_000

/**
 * Takes a meeting back: its facts go, what followed from them is worked out again, its words are removed, and its open
 * runs are cancelled. The identity stays as a tombstone, so that the same meeting does not come back by itself.
 */
export const createDeleteMeeting =
  (deps: CommandDeps): RecordCommands['deleteMeeting'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const { tx, tenantId, next } = session
      const row = await lockMeeting(tx, tenantId, command.meetingId)
      if (!row) throw new AppError('not_found', `There is no meeting ${command.meetingId}.`)
      if (row.deletedAt !== null) throw new AppError('gone', `The meeting ${command.meetingId} was deleted already.`)
      for (const runId of await listOpenRunsOf(tx, tenantId, row.id)) await cancelRun(tx, { tenantId, runId })
      const change = await replaceMeeting(session, row.id, null)
      await buryMeeting(tx, tenantId, row.id)
      await forgetAnnouncedWords(tx, tenantId, row.id)
      const event = { type: 'meeting.deleted', subject: row.id, data: { meetingId: row.id }, ordinal: lastOrdinal }
      const { deliveryIds } = await writeEvents(tx, { tenantId, version: next.version, events: [event] })
      return { change, answer: () => ({}), deliveryIds }
    })
