import { send, type Tx } from './tx.ts'

export const writeMeetingWords = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  words: readonly number[],
): Promise<void> => {
  await send(tx)`
    INSERT INTO meeting_words (tenant_id, meeting_id, words) VALUES (${tenantId}::uuid, ${meetingId}::uuid, ${words}::int[])
    ON CONFLICT (tenant_id, meeting_id) DO UPDATE SET words = excluded.words`
}

/** Live meetings that have all words of one of the needles. */
export const findMeetingsWithWords = async (
  tx: Tx,
  needles: readonly (readonly number[])[],
  limit: number,
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT meeting_id AS id FROM meetings_with_words(${JSON.stringify(needles)}::jsonb, ${limit}::int)`
  return rows.map((row) => row.id)
}

/** Live meetings after an id, for work that goes over all of them. */
export const listMeetingIds = async (
  tx: Tx,
  tenantId: string,
  after: string | null,
  limit: number,
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT meeting_id AS id FROM meeting_words
    WHERE tenant_id = ${tenantId}::uuid AND (${after}::uuid IS NULL OR meeting_id > ${after}::uuid)
    ORDER BY meeting_id LIMIT ${limit}::int`
  return rows.map((row) => row.id)
}
