import { when } from '../filters.ts'
import { Prisma } from '../generated/client.ts'
import { type InsightRow, insightColumns } from '../read-insights.ts'
import type { SummaryRow } from '../read-transcripts.ts'
import type { PageOf } from './cut.ts'
import { meetingsAt } from './meetings.ts'

export type ExportedInsight = InsightRow & { meetingTitle: string; timeZone: string; retracted: boolean }

export const pageInsights: PageOf<ExportedInsight> = (tx, tenantId, { cut, filter, after, limit }) =>
  tx.$queryRaw`
    SELECT ${insightColumns}, m.title AS "meetingTitle", m.time_zone AS "timeZone", m.retracted_at IS NOT NULL AS retracted
    FROM insight i JOIN meeting m ON m.tenant_id = i.tenant_id AND m.id = i.meeting_id
    WHERE i.tenant_id = ${tenantId}::uuid AND i.created_at <= ${cut.at} AND ${meetingsAt(tenantId, cut, filter)}
      ${when(filter.type, (value) => Prisma.sql`i.kind = ${value}`)}
      ${when(
        after,
        (row) => Prisma.sql`(i.meeting_id, i.persona, i.kind, i.content_hash) >
          (${row.meetingId}::uuid, ${row.persona}, ${row.kind}, ${row.contentHash})`,
      )}
    ORDER BY i.meeting_id, i.persona, i.kind, i.content_hash LIMIT ${limit}::int`

export type ExportedSummary = Omit<SummaryRow, 'updatedAt'> & { meetingId: string; createdAt: Date; updatedAt: Date }

export const pageSummaries: PageOf<ExportedSummary> = (tx, tenantId, { cut, filter, after, limit }) =>
  tx.$queryRaw`
    SELECT s.meeting_id AS "meetingId", s.persona, s.level, s.text, s.word_count AS "wordCount", s.profile, s.engine, s.model,
      s.prompt_version AS "promptVersion", s.evidence, s.trace_id AS "traceId", s.created_at AS "createdAt",
      s.updated_at AS "updatedAt"
    FROM summary s JOIN meeting m ON m.tenant_id = s.tenant_id AND m.id = s.meeting_id
    WHERE s.tenant_id = ${tenantId}::uuid AND s.created_at <= ${cut.at} AND ${meetingsAt(tenantId, cut, filter)}
      ${when(
        after,
        (row) =>
          Prisma.sql`(s.meeting_id, s.persona, s.level) > (${row.meetingId}::uuid, ${row.persona}, ${row.level})`,
      )}
    ORDER BY s.meeting_id, s.persona, s.level LIMIT ${limit}::int`

export type ExportedObservation = { id: string; meetingId: string } & Record<string, unknown>

/** The observations that count. */
export const pageObservations: PageOf<ExportedObservation> = (tx, tenantId, { cut, filter, after, limit }) =>
  tx.$queryRaw`
    SELECT o.id, o.meeting_id AS "meetingId", o.generation, o.segment AS "segmentIndex", o.speaker, o.start_ms AS "startMs",
      o.name_id AS "nameId", n.entity_id AS "entityId", n.surface AS name, o.type_hint AS "typeHint", o.dim AS dimension,
      o.op AS operation, o.value, v.entity_id AS "valueEntityId", o.modality, o.effective_at AS "effectiveAt", o.basis,
      o.confidence, o.cue, o.quote, o.link
    FROM observation o
    JOIN meeting m ON m.tenant_id = o.tenant_id AND m.id = o.meeting_id
    LEFT JOIN name n ON n.tenant_id = o.tenant_id AND n.id = o.name_id
    LEFT JOIN name v ON v.tenant_id = o.tenant_id AND v.id = o.value_name
    WHERE o.tenant_id = ${tenantId}::uuid AND o.live AND ${meetingsAt(tenantId, cut, filter)}
      ${when(after, (row) => Prisma.sql`(o.meeting_id, o.id) > (${row.meetingId}::uuid, ${row.id}::uuid)`)}
    ORDER BY o.meeting_id, o.id LIMIT ${limit}::int`
