import type { Database } from './client.ts'
import { inTenant, type Tx } from './tx.ts'

export type AnswerRef = { tenantId: string; key: string; holder: string }

/** How long a claim holds without being renewed. */
const leaseMs = 10_000

/**
 * Takes a question for a holder, unless it is answered or somebody else is asking it. What is too old counts as not
 * there, and so does the claim of a holder that has not renewed it.
 */
export const claimAnswer = async (
  tx: Tx,
  tenantId: string,
  claim: { key: string; holder: string; meetingId: string | null; ttlMs: number },
): Promise<{ mine: boolean; reply: unknown }> => {
  const taken = await tx.$queryRaw<{ key: string }[]>`
    INSERT INTO model_answer AS a (tenant_id, key, meeting_id, holder, lease_until, expires_at)
    VALUES (${tenantId}::uuid, ${claim.key}, ${claim.meetingId}::uuid, ${claim.holder}::uuid,
      now() + ${leaseMs} * interval '1 millisecond', now() + ${claim.ttlMs} * interval '1 millisecond')
    ON CONFLICT (tenant_id, key) DO UPDATE
       SET meeting_id = excluded.meeting_id, holder = excluded.holder, lease_until = excluded.lease_until,
           expires_at = excluded.expires_at, reply = NULL
     WHERE CASE WHEN a.reply IS NULL THEN a.lease_until <= now() ELSE a.expires_at <= now() END
    RETURNING key`
  if (taken.length > 0) return { mine: true, reply: null }
  const rows = await tx.$queryRaw<{ reply: unknown }[]>`
    SELECT reply FROM model_answer WHERE tenant_id = ${tenantId}::uuid AND key = ${claim.key}`
  return { mine: false, reply: rows[0]?.reply ?? null }
}

/** Keeps an answer for a time, if the holder still has the question and its meeting has not been deleted meanwhile. */
export const keepAnswer = async (
  tx: Tx,
  tenantId: string,
  answer: { key: string; holder: string; reply: unknown; ttlMs: number },
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE model_answer a
       SET reply = ${JSON.stringify(answer.reply)}::jsonb, holder = NULL, lease_until = NULL,
           expires_at = now() + ${answer.ttlMs} * interval '1 millisecond'
     WHERE a.tenant_id = ${tenantId}::uuid AND a.key = ${answer.key} AND a.holder = ${answer.holder}::uuid
       AND (a.meeting_id IS NULL OR EXISTS (SELECT FROM meeting m
             WHERE m.tenant_id = a.tenant_id AND m.id = a.meeting_id AND m.deleted_at IS NULL FOR KEY SHARE))`
}

/** Gives up a question, so that the next one may ask it at once. What was kept stays. */
export const releaseAnswer = async (tx: Tx, tenantId: string, ref: { key: string; holder: string }): Promise<void> => {
  await tx.$executeRaw`
    DELETE FROM model_answer
     WHERE tenant_id = ${tenantId}::uuid AND key = ${ref.key} AND holder = ${ref.holder}::uuid AND reply IS NULL`
}

/** Renews claims, one statement per tenant. */
export const renewAnswers = async (db: Database, refs: readonly AnswerRef[]): Promise<void> => {
  for (const tenantId of new Set(refs.map((ref) => ref.tenantId))) {
    const holders = refs.filter((ref) => ref.tenantId === tenantId).map((ref) => ref.holder)
    const keys = refs.filter((ref) => ref.tenantId === tenantId).map((ref) => ref.key)
    await inTenant(
      db,
      tenantId,
      (tx) => tx.$executeRaw`
        UPDATE model_answer SET lease_until = now() + ${leaseMs} * interval '1 millisecond'
         WHERE tenant_id = ${tenantId}::uuid AND key = ANY (${keys}::text[]) AND holder = ANY (${holders}::uuid[])`,
    )
  }
}

/** Removes what nobody may read any more, of all tenants. */
export const purgeAnswers = (db: Database): Promise<number> =>
  db.dispatch.$executeRaw`DELETE FROM model_answer WHERE expires_at < now()`
