import type { Tx } from './tx.ts'

/** The words of one segment (-1: the title), from `wordSetOf`. */
export type SegmentWords = { index: number; words: readonly string[] }

/** Makes these the words in which the meeting is looked up; those of an earlier revision go. */
export const replaceSegmentWords = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  segments: readonly SegmentWords[],
): Promise<void> => {
  await removeSegmentWords(tx, tenantId, meetingId)
  await upsertSegmentWords(tx, tenantId, meetingId, segments)
}

/** Writes the words of some segments and leaves the rest; for the title of a meeting that was renamed. */
export const upsertSegmentWords = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  segments: readonly SegmentWords[],
): Promise<void> => {
  // No word has a space, so a segment travels as one string.
  await tx.$executeRaw`
    INSERT INTO segment_words (tenant_id, meeting_id, index, words)
    SELECT ${tenantId}::uuid, ${meetingId}::uuid, given.index, string_to_array(given.words, ' ')
      FROM unnest(${segments.map((segment) => segment.index)}::int[], ${segments.map((segment) => segment.words.join(' '))}::text[])
        AS given (index, words)
    ON CONFLICT (tenant_id, meeting_id, index) DO UPDATE SET words = excluded.words`
}

/** The meeting is not looked up any more: it was deleted. */
export const removeSegmentWords = async (tx: Tx, tenantId: string, meetingId: string): Promise<void> => {
  await tx.$executeRaw`DELETE FROM segment_words WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid`
}

/** Meetings of the transaction's tenant that may contain a name, by its key; spotting decides. */
export const findMeetingsContaining = (
  tx: Tx,
  keys: readonly string[],
): Promise<{ meetingId: string; key: string }[]> =>
  tx.$queryRaw`
    SELECT meeting_id AS "meetingId", key FROM meetings_containing(${keys}::text[]) ORDER BY meeting_id, key`
