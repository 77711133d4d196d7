import { AppError } from '../../domain/errors.ts'
import type { Precision } from '../../domain/meeting/meeting.ts'
import { orderKeyPrefix } from '../../domain/meeting/order-key.ts'
import { newId } from '../../platform/ids.ts'
import { noChange } from '../../record/change.ts'
import { nextGeneration } from '../../storage/meetings.ts'
import { lockMeeting, type RecordMeetingRow, updateMeeting } from '../../storage/record-meetings.ts'
import { mustHaveWords } from '../meetings/must-have-words.ts'
import { readTime } from '../meetings/read-time.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from './command.ts'

type Edit = Parameters<RecordCommands['editMeeting']>[0]

/**
 * Corrects what describes a meeting. Dates that were said in it are read against its time, and its title is read like
 * speech, so it is processed again as the next generation; the record follows when that is done.
 */
export const createEditMeeting =
  (deps: CommandDeps): RecordCommands['editMeeting'] =>
  (command) =>
    runCommand(deps, command, async ({ tx, tenantId }) => {
      const row = await lockMeeting(tx, tenantId, command.meetingId)
      if (!row) throw new AppError('not_found', `There is no meeting ${command.meetingId}.`)
      if (row.deletedAt !== null) throw new AppError('gone', `The meeting ${command.meetingId} was deleted.`)
      await mustHaveWords(tx, tenantId, row.id)
      await updateMeeting(tx, tenantId, row.id, edited(row, command))
      const generation = await nextGeneration(tx, tenantId, row.id)
      if (generation === null) throw new AppError('gone', `The meeting ${command.meetingId} was deleted.`)
      const { dispatch } = await deps.submitRun(tx, {
        ...{ tenantId, runId: newId(), meetingId: row.id, kind: 'reprocess', traceparent: command.traceparent },
        ...{ ...generation, params: {} },
      })
      return { change: noChange(), answer: () => ({}), dispatch }
    })

const edited = (row: RecordMeetingRow, edit: Edit) => {
  const zone = edit.timeZone ?? row.timeZone
  const time =
    edit.occurredAt === undefined
      ? { occurredAtMs: row.occurredAt.getTime(), precision: row.precision as Precision, timeZone: zone }
      : readTime(edit.occurredAt, zone, 0)
  const sequence = edit.sequence ?? row.sequence
  const { occurredAtMs, precision } = time
  return {
    title: edit.title ?? row.title,
    occurredAt: new Date(occurredAtMs),
    precision,
    timeZone: edit.timeZone ?? time.timeZone,
    sequence,
    orderKey: orderKeyPrefix({ occurredAtMs, precision, sequence, identity: row.identity }),
    series: edit.series === undefined ? row.series : edit.series,
    project: edit.project === undefined ? row.project : edit.project,
    account: edit.account === undefined ? row.account : edit.account,
  }
}
