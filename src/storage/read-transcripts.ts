import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type SegmentRow = {
  index: number
  speaker: string | null
  role: string | null
  startMs: number | null
  endMs: number | null
  text: string
}

/** Segments of one revision, in order. */
export const listSegments = (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  revision: number,
  page: { after: number; limit: number },
): Promise<SegmentRow[]> =>
  tx.$queryRaw`
    SELECT index, speaker, role, start_ms AS "startMs", end_ms AS "endMs", text FROM segment
    WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid AND revision = ${revision}::int
      AND index > ${page.after}::int
    ORDER BY index LIMIT ${page.limit}::int`

export type SummaryRow = {
  persona: string
  level: string
  text: string
  wordCount: number
  profile: string
  engine: string
  model: string | null
  promptVersion: string | null
  evidence: unknown
  traceId: string
  updatedAt: Date
}

/** By persona, from the shortest level to the longest. */
export const listSummaries = (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  persona: string | undefined,
): Promise<SummaryRow[]> =>
  tx.$queryRaw`
    SELECT persona, level, text, word_count AS "wordCount", profile, engine, model, prompt_version AS "promptVersion",
      evidence, trace_id AS "traceId", updated_at AS "updatedAt" FROM summary
    WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid
      ${persona === undefined ? Prisma.empty : Prisma.sql`AND persona = ${persona}`}
    ORDER BY persona, array_position(ARRAY['title', 'headline', 'brief', 'detailed', 'spotlight'], level)`
