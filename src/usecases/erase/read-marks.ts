import { type MarkedContent, tombstoneMarks } from '../../domain/erase/tombstone-marks.ts'
import { contentHash } from '../../domain/meeting/content-hash.ts'
import type { Precision } from '../../domain/meeting/meeting.ts'
import type { RecordSession } from '../../record/session.ts'
import { readStoredTranscripts } from '../../storage/erase-meeting.ts'
import type { RecordMeetingRow } from '../../storage/record-meetings.ts'

/** What a meeting is remembered by: every revision of its words, and its identity where that is given. */
export const readMarks = async (
  { tx, tenantId }: RecordSession,
  row: RecordMeetingRow,
  identity: string | null,
): Promise<string[]> => {
  const stored = await readStoredTranscripts(tx, { tenantId, meetingId: row.id })
  const contents = stored.map(({ format, body }): MarkedContent => {
    const hash = contentHash(format === 'segments' ? { segments: JSON.parse(body) } : { text: body })
    return { hash, body }
  })
  const precision = row.precision as Precision
  return tombstoneMarks({
    ...{ tenantId, identity, contents, source: '', externalId: null, series: row.series },
    declared: precision === 'received' ? null : { occurredAtMs: row.occurredAt.getTime(), precision },
  })
}
