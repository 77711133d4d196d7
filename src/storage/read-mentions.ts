import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type MentionRow = {
  meetingId: string
  meetingTitle: string
  occurredAt: Date
  segment: number
  start: number
  end: number
  surface: string
  nameId: string
  method: string
  score: number
  speaker: string | null
  text: string | null
}

export type MentionPlace = { occurredAt: Date; meetingId: string; segment: number; start: number; nameId: string }

/** Where the names of an entity were said, latest meeting first. */
export const listMentions = (
  tx: Tx,
  tenantId: string,
  entityId: string,
  after: MentionPlace | undefined,
  limit: number,
): Promise<MentionRow[]> =>
  tx.$queryRaw`
    SELECT x.meeting_id AS "meetingId", m.title AS "meetingTitle", m.occurred_at AS "occurredAt", x.segment, x.start,
      x."end", x.surface, x.name_id AS "nameId", x.method, x.score, s.speaker, s.text
    FROM name n
    JOIN mention x ON x.tenant_id = n.tenant_id AND x.name_id = n.id
    JOIN meeting m ON m.tenant_id = x.tenant_id AND m.id = x.meeting_id
    LEFT JOIN segment s ON s.tenant_id = x.tenant_id AND s.meeting_id = x.meeting_id
      AND s.revision = m.live_revision AND s.index = x.segment
    WHERE n.tenant_id = ${tenantId}::uuid AND n.entity_id = ${entityId}::uuid AND n.live AND m.deleted_at IS NULL
      ${when(
        after,
        (at) => Prisma.sql`(m.occurred_at, x.meeting_id, -x.segment, -x.start, x.name_id) <
          (${at.occurredAt}, ${at.meetingId}::uuid, ${-at.segment}::int, ${-at.start}::int, ${at.nameId}::uuid)`,
      )}
    ORDER BY m.occurred_at DESC, x.meeting_id DESC, -x.segment DESC, -x.start DESC, x.name_id DESC
    LIMIT ${limit}::int`
