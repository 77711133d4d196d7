import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type SuggestionRow = {
  id: string
  kind: string
  score: number
  meetingId: string | null
  detail: Record<string, unknown>
  nameId: string | null
  nameSurface: string | null
  nameEntity: string | null
  otherId: string | null
  otherSurface: string | null
  otherEntity: string | null
}

/** The likeliest first. */
export const listSuggestions = (
  tx: Tx,
  tenantId: string,
  filter: { kind?: string; after?: { score: number; id: string } },
  limit: number,
): Promise<SuggestionRow[]> =>
  tx.$queryRaw`
    SELECT s.id, s.kind, s.score, s.meeting_id AS "meetingId", s.detail, n.id AS "nameId", n.surface AS "nameSurface",
      n.entity_id AS "nameEntity", o.id AS "otherId", o.surface AS "otherSurface", o.entity_id AS "otherEntity"
    FROM suggestion s
    LEFT JOIN name n ON n.tenant_id = s.tenant_id AND n.id = s.name_id
    LEFT JOIN name o ON o.tenant_id = s.tenant_id AND o.id = s.other_id
    WHERE s.tenant_id = ${tenantId}::uuid
      ${when(filter.kind, (value) => Prisma.sql`s.kind = ${value}`)}
      ${when(filter.after, (at) => Prisma.sql`(s.score, s.id) < (${at.score}::int, ${at.id}::uuid)`)}
    ORDER BY s.score DESC, s.id DESC LIMIT ${limit}::int`
