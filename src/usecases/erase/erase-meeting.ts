import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import { noChange } from '../../record/change.ts'
import { replaceMeeting } from '../../record/replace-meeting.ts'
import { cancelRun } from '../../runs/cancel-run.ts'
import { countRemains, eraseMeetingTraces } from '../../storage/erase-meeting.ts'
import { type Erasure, insertErasure } from '../../storage/erasures.ts'
import { writeEvents } from '../../storage/outbox.ts'
import { lockMeeting } from '../../storage/record-meetings.ts'
import { listOpenRunsOf } from '../../storage/runs.ts'
import { insertTombstones } from '../../storage/tombstones.ts'
import { actOn } from '../access/acting.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from '../record/command.ts'
import { readMarks } from './read-marks.ts'

/** After the events of the transitions that the erasure undoes. */
const lastOrdinal = 2_000_000_000

/**
 * Erases a meeting, also one that was deleted before: its facts go, then everything that shows what was said in it, in
 * one transaction that ends with a look for remains. Hashes of its identities stay, so that it does not come back.
 */
export const createEraseMeeting =
  (deps: CommandDeps): RecordCommands['eraseMeeting'] =>
  (command) => {
    const { tenantId, meetingId, actor, reason, dryRun } = command
    const id = newId()
    return runCommand(
      deps,
      command,
      async (session) => {
        const { tx, next } = session
        actOn(id)
        const row = await lockMeeting(tx, tenantId, meetingId)
        if (!row) throw new AppError('not_found', `There is no meeting ${meetingId}.`)
        if (row.identity === `erased:${row.id}`) throw new AppError('gone', `The meeting ${meetingId} is erased.`)
        await insertTombstones(tx, tenantId, id, await readMarks(session, row, row.identity))
        for (const runId of await listOpenRunsOf(tx, tenantId, row.id)) await cancelRun(tx, { tenantId, runId })
        const change = row.deletedAt === null ? await replaceMeeting(session, row.id, null) : noChange()
        const event = { type: 'meeting.deleted', subject: row.id, data: { meetingId }, ordinal: lastOrdinal }
        const { deliveryIds } = await writeEvents(tx, { tenantId, version: next.version, events: [event] })
        const answer = async (): Promise<Erasure> => {
          const erased = await eraseMeetingTraces(tx, { tenantId, meetingId }, next.version)
          const left = await countRemains(tx, { tenantId, meetingId })
          if (left > 0) throw new Error(`${left} rows of the meeting ${meetingId} would remain`)
          const subject = { subject: 'meeting', subjectId: meetingId, runId: null } as const
          const receipt = { id, ...subject, actor, reason, status: 'done', verified: true, ...erased } as const
          return insertErasure(tx, tenantId, receipt)
        }
        return { change, answer, deliveryIds }
      },
      { rollBack: dryRun },
    )
  }
