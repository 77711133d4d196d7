import { rowsOf } from './record-set.ts'
import { send, type Tx } from './tx.ts'

export type NewSummary = {
  persona: string
  level: string
  text: string
  wordCount: number
  engine: string
  model: string | null
  promptVersion: string | null
  evidence: readonly unknown[]
}

/** Writes the summaries of a processing over those of earlier ones; a later one that ended before keeps its own. */
export const upsertSummaries = async (
  tx: Tx,
  ref: { tenantId: string; meetingId: string; generation: number; traceId: string },
  summaries: readonly NewSummary[],
): Promise<void> => {
  const columns =
    'persona text, level text, text text, "wordCount" int, engine text, model text, "promptVersion" text, evidence jsonb'
  await send(tx)`
    WITH alive AS (
      SELECT id FROM meeting
       WHERE tenant_id = ${ref.tenantId}::uuid AND id = ${ref.meetingId}::uuid AND deleted_at IS NULL FOR SHARE
    )
    INSERT INTO summary (tenant_id, meeting_id, persona, level, generation, text, word_count, engine, model,
                         prompt_version, evidence, trace_id)
    SELECT ${ref.tenantId}::uuid, alive.id, r.persona, r.level, ${ref.generation}::int, r.text, r."wordCount", r.engine,
           r.model, r."promptVersion", r.evidence, ${ref.traceId}
      FROM alive, ${rowsOf(summaries, columns)}
     ORDER BY r.persona, r.level
    ON CONFLICT (tenant_id, meeting_id, persona, level) DO UPDATE
       SET generation = excluded.generation, text = excluded.text, word_count = excluded.word_count,
           engine = excluded.engine, model = excluded.model, prompt_version = excluded.prompt_version,
           evidence = excluded.evidence, trace_id = excluded.trace_id, updated_at = now()
     WHERE summary.generation <= excluded.generation`
}
