import { AppError } from '../../domain/errors.ts'
import { type MeetingRow, readMeeting } from '../../storage/read-meetings.ts'
import type { Tx } from '../../storage/tx.ts'

/** The meeting, or the error that says why there is none: never there (or another tenant's), or deleted. */
export const findMeeting = async (tx: Tx, tenantId: string, id: string): Promise<MeetingRow> => {
  const meeting = await readMeeting(tx, tenantId, id)
  if (meeting === null) throw new AppError('not_found', `There is no meeting ${id}.`)
  if (meeting.deletedAt !== null) throw new AppError('gone', `The meeting ${id} was deleted.`)
  return meeting
}
