import type { Segment } from '../domain/meeting/meeting.ts'
import { rowsOf } from './record-set.ts'
import { send, type Tx } from './tx.ts'

export const readSegments = (tx: Tx, tenantId: string, meetingId: string, revision: number): Promise<Segment[]> =>
  tx.$queryRaw<Segment[]>`
    SELECT index, speaker, role, start_ms AS "startMs", end_ms AS "endMs", text FROM segment
     WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid AND revision = ${revision} ORDER BY index`

/** Writes the segments of a revision and what the meeting says of its length; nothing for a meeting that was deleted. */
export const insertSegments = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  transcript: { revision: number; segments: readonly Segment[]; wordCount: number },
): Promise<void> => {
  const { revision, segments, wordCount } = transcript
  const columns = 'index int, speaker text, role text, "startMs" int, "endMs" int, text text'
  await send(tx)`
    WITH counted AS (
      UPDATE meeting SET segment_count = ${segments.length}::int, word_count = ${wordCount}::int, updated_at = now()
       WHERE tenant_id = ${tenantId}::uuid AND id = ${meetingId}::uuid AND deleted_at IS NULL
      RETURNING id
    )
    INSERT INTO segment (tenant_id, meeting_id, revision, index, speaker, role, start_ms, end_ms, text)
    SELECT ${tenantId}::uuid, counted.id, ${revision}::int, r.index, r.speaker, r.role, r."startMs", r."endMs", r.text
      FROM counted, ${rowsOf(segments, columns)}
    ON CONFLICT DO NOTHING`
}
