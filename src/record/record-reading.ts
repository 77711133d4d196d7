import type { Segment } from '../domain/meeting/meeting.ts'
import { textPrints } from '../domain/name/word-prints.ts'
import type { MeetingFacts } from '../domain/record/read-meeting.ts'
import { writeMeetingWords } from '../storage/meeting-words.ts'
import type { RecordMeetingRow } from '../storage/record-meetings.ts'
import type { RecordChange } from './change.ts'
import { moveReading } from './move-reading.ts'
import { replaceMeeting } from './replace-meeting.ts'
import type { RecordSession } from './session.ts'
import { toRecordMeeting } from './to-record-meeting.ts'

/** What a processing found in a meeting, chunk by chunk. */
export type MeetingReadings = {
  segments: Segment[]
  chunks: readonly Pick<MeetingFacts, 'names' | 'observations'>[]
}

/**
 * The change that makes what a processing found the facts of its meeting. The words by which the meeting may be found
 * are written at once.
 */
export const recordReading = async (
  session: RecordSession,
  row: RecordMeetingRow,
  readings: MeetingReadings,
): Promise<RecordChange> => {
  const { tx, tenantId } = session
  const isNew = row.liveGeneration === 0
  const moved = isNew ? false : await moveReading(session, row.id, row.orderKey)
  const { segments } = readings
  const meeting = toRecordMeeting(row, segments)
  const facts = toMeetingFacts(tenantId, row, readings)
  const change = await replaceMeeting(session, row.id, { meeting, facts, isNew, moved })
  const texts = [row.title, ...segments.map((segment) => segment.text)]
  const keys = change.replaced.flatMap((replaced) => replaced.keys)
  await writeMeetingWords(tx, tenantId, row.id, textPrints(tenantId, texts, keys))
  return change
}

export const toMeetingFacts = (
  tenantId: string,
  row: RecordMeetingRow,
  { segments, chunks }: MeetingReadings,
): MeetingFacts => ({
  ...{ tenantId, id: row.id, orderKey: row.orderKey, segments },
  meeting: { ...row, occurredAt: row.occurredAt.toISOString() },
  names: chunks.flatMap((chunk) => chunk.names),
  observations: chunks.flatMap((chunk) => chunk.observations),
})
