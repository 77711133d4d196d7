import type { Tx } from './tx.ts'

export type SegmentHit = {
  meetingId: string
  meetingTitle: string
  occurredAt: Date
  segment: number
  speaker: string | null
  startMs: number | null
  text: string
  rank: number
}

/** Live transcripts of meetings that count by full text, best first; the database function sees to the tenant. */
export const searchSegments = (tx: Tx, tenantId: string, query: string, limit: number): Promise<SegmentHit[]> =>
  tx.$queryRaw`
    SELECT h.meeting_id AS "meetingId", m.title AS "meetingTitle", m.occurred_at AS "occurredAt", h.segment, s.speaker,
      s.start_ms AS "startMs", s.text, h.rank
    FROM search_segments(${query}, ${limit}::int) h
    JOIN meeting m ON m.tenant_id = ${tenantId}::uuid AND m.id = h.meeting_id AND m.retracted_at IS NULL
    JOIN segment s ON s.tenant_id = m.tenant_id AND s.meeting_id = m.id AND s.revision = m.live_revision
      AND s.index = h.segment
    ORDER BY h.rank DESC, m.occurred_at DESC, h.meeting_id, h.segment`
