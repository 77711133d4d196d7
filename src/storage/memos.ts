import { send, type Tx } from './tx.ts'

/** Pieces of work that are paid for already, by key. */
export const readMemos = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  keys: readonly string[],
): Promise<Map<string, unknown>> => {
  const rows = await tx.$queryRaw<{ key: string; value: unknown }[]>`
    SELECT key, value FROM memo
     WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid AND key = ANY (${keys}::text[])`
  return new Map(rows.map((row) => [row.key, row.value]))
}

/** Keeps a piece of work. Of two that did the same work the first one counts; a deleted meeting keeps nothing,
 * nor one that is just being erased: the lock waits for that. */
export const saveMemo = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  memo: { key: string; value: unknown },
): Promise<void> => {
  await send(tx)`
    INSERT INTO memo (tenant_id, meeting_id, key, value)
    SELECT tenant_id, id, ${memo.key}, ${JSON.stringify(memo.value)}::jsonb FROM meeting
     WHERE tenant_id = ${tenantId}::uuid AND id = ${meetingId}::uuid AND deleted_at IS NULL
       FOR KEY SHARE
    ON CONFLICT DO NOTHING`
}
