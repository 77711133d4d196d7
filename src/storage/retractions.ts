import type { ExtractedName, ExtractedObservation } from '../domain/observation/observation.ts'
import { readMemos } from './memos.ts'
import type { Tx } from './tx.ts'

/** From here on nothing of the meeting counts, and no name is looked for in it. */
export const retractMeeting = async (tx: Tx, tenantId: string, meetingId: string): Promise<void> => {
  await tx.$executeRaw`
    WITH words AS (DELETE FROM meeting_words WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid)
    UPDATE meeting SET retracted_at = now(), updated_at = now()
    WHERE tenant_id = ${tenantId}::uuid AND id = ${meetingId}::uuid`
}

export const restoreMeeting = async (tx: Tx, tenantId: string, meetingId: string): Promise<void> => {
  await tx.$executeRaw`
    UPDATE meeting SET retracted_at = NULL, updated_at = now()
    WHERE tenant_id = ${tenantId}::uuid AND id = ${meetingId}::uuid`
}

/** The facts by which a meeting does not count. */
export const readRetractions = async (tx: Tx, tenantId: string, meetingId: string): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM fact WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid AND kind = 'retract'
      AND withdrawn_at IS NULL ORDER BY id`
  return rows.map((row) => row.id)
}

type Chunk = { names: ExtractedName[]; observations: ExtractedObservation[] }

/** What the latest processing of a meeting found, as it was kept; null when any of it is gone. */
export const readLiveChunks = async (
  tx: Tx,
  tenantId: string,
  meeting: { id: string; liveGeneration: number },
): Promise<Chunk[] | null> => {
  const [kept] = await tx.$queryRaw<{ keys: string[] }[]>`
    SELECT s.result -> 'memoKeys' AS keys FROM run r JOIN step s ON s.run_id = r.id AND s.name = 'extract'
    WHERE r.tenant_id = ${tenantId}::uuid AND r.meeting_id = ${meeting.id}::uuid
      AND r.generation = ${meeting.liveGeneration}::int AND s.result ? 'memoKeys'
    ORDER BY r.id DESC LIMIT 1`
  if (!kept) return null
  const memos = await readMemos(tx, tenantId, meeting.id, kept.keys)
  const chunks = kept.keys.flatMap((key) => (memos.get(key) as Chunk | undefined) ?? [])
  return chunks.length === kept.keys.length ? chunks : null
}
