import { rowsOf } from './record-set.ts'
import type { Tx } from './tx.ts'

export type NewInsight = {
  id: string
  kind: string
  persona: string
  contentHash: string
  body: Record<string, unknown>
  owner: string | null
  status: string | null
  confidence: number
  evidence: readonly unknown[]
  engine: string
  promptVersion: string | null
}

/**
 * Replaces the insights of a meeting by those of a processing, unless a later one has written its own or the meeting
 * was deleted. Equal ones keep their row; returns the ids that are new.
 */
export const replaceInsights = async (
  tx: Tx,
  ref: { tenantId: string; meetingId: string; generation: number; traceId: string },
  insights: readonly NewInsight[],
): Promise<string[]> => {
  const columns = `id uuid, kind text, persona text, "contentHash" text, body jsonb, owner text, status text, confidence int,
    evidence jsonb, engine text, "promptVersion" text`
  const { tenantId, meetingId, generation, traceId } = ref
  const rows = await tx.$queryRaw<{ id: string; created: boolean }[]>`
    WITH turn AS (
      UPDATE meeting SET insight_generation = ${generation}::int, updated_at = now()
       WHERE tenant_id = ${tenantId}::uuid AND id = ${meetingId}::uuid AND deleted_at IS NULL
         AND insight_generation <= ${generation}::int
      RETURNING id, occurred_at, project
    ), wanted AS MATERIALIZED (
      SELECT r.* FROM ${rowsOf(insights, columns)}
    ), withdrawn AS (
      DELETE FROM insight i USING turn
       WHERE i.tenant_id = ${tenantId}::uuid AND i.meeting_id = turn.id
         AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.id = i.id)
    )
    INSERT INTO insight (id, tenant_id, meeting_id, kind, persona, content_hash, body, owner, status, confidence, evidence,
                         engine, prompt_version, trace_id, occurred_at, project)
    SELECT w.id, ${tenantId}::uuid, turn.id, w.kind, w.persona, w."contentHash", w.body, w.owner, w.status, w.confidence,
           w.evidence, w.engine, w."promptVersion", ${traceId}, turn.occurred_at, turn.project
      FROM turn, wanted w
     ORDER BY w.id
    ON CONFLICT (id) DO UPDATE
       SET body = excluded.body, owner = excluded.owner, status = excluded.status, confidence = excluded.confidence,
           evidence = excluded.evidence, engine = excluded.engine,
           prompt_version = excluded.prompt_version, trace_id = excluded.trace_id
    RETURNING id, (xmax = 0) AS created`
  return rows.filter((row) => row.created).map((row) => row.id)
}
