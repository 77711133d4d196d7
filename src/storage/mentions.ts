import type { Mention } from '../domain/record/spot-meeting.ts'
import { rowsOf } from './record-set.ts'
import { send, type Tx } from './tx.ts'

export const readMentionsOfMeetings = (tx: Tx, tenantId: string, meetingIds: readonly string[]): Promise<Mention[]> =>
  tx.$queryRaw`
    SELECT meeting_id AS "meetingId", name_id AS "nameId", segment, start, "end", surface, method FROM mention
    WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ANY(${meetingIds}::uuid[])`

/** A likely merge of two names, or a name that several things claim. */
export type Suggestion = {
  id: string
  kind: 'merge' | 'unlinked'
  nameId: string
  otherId: string | null
  meetingId: string | null
  score: number
  detail: Record<string, unknown>
}

export type SpottingChanges = {
  deleted: readonly Pick<Mention, 'meetingId' | 'nameId' | 'segment' | 'start'>[]
  /** New, or found otherwise at the same place. */
  inserted: readonly Mention[]
  /** Meetings whose unlinked names were looked for again. */
  lookedThrough: readonly string[]
  /** Names whose likely merges were looked for again. */
  compared: readonly string[]
  suggestions: readonly Suggestion[]
}

const scores: Record<Mention['method'], number> = { exact: 100, relinked: 100, context: 85 }

/** Where names were found, and what may be one thing. */
export const writeSpotting = async (tx: Tx, tenantId: string, changes: SpottingChanges): Promise<void> => {
  const inserted = changes.inserted.map((mention) => ({ ...mention, score: scores[mention.method] }))
  const kept = changes.suggestions.map((suggestion) => suggestion.id)
  await send(tx)`
    WITH deleted AS (
      DELETE FROM mention x USING ${rowsOf(changes.deleted, '"meetingId" uuid, "nameId" uuid, segment int, start int')}
      WHERE x.tenant_id = ${tenantId}::uuid AND x.meeting_id = r."meetingId" AND x.name_id = r."nameId"
        AND x.segment = r.segment AND x.start = r.start
    ), forgotten AS (
      DELETE FROM suggestion
      WHERE tenant_id = ${tenantId}::uuid AND NOT (id = ANY(${kept}::uuid[])) AND (
        (kind = 'unlinked' AND meeting_id = ANY(${changes.lookedThrough}::uuid[]))
        OR (kind = 'merge' AND (name_id = ANY(${changes.compared}::uuid[]) OR other_id = ANY(${changes.compared}::uuid[]))))
    ), suggested AS (
      INSERT INTO suggestion (tenant_id, id, kind, name_id, other_id, meeting_id, score, detail)
      SELECT ${tenantId}::uuid, r.id, r.kind, r."nameId", r."otherId", r."meetingId", r.score, r.detail
      FROM ${rowsOf(
        changes.suggestions,
        'id uuid, kind text, "nameId" uuid, "otherId" uuid, "meetingId" uuid, score int, detail jsonb',
      )}
      ON CONFLICT (tenant_id, id) DO UPDATE SET score = excluded.score, detail = excluded.detail
    )
    INSERT INTO mention (tenant_id, meeting_id, name_id, segment, start, "end", surface, method, score)
    SELECT ${tenantId}::uuid, r."meetingId", r."nameId", r.segment, r.start, r."end", r.surface, r.method, r.score
    FROM ${rowsOf(
      inserted,
      '"meetingId" uuid, "nameId" uuid, segment int, start int, "end" int, surface text, method text, score int',
    )}
    ON CONFLICT (tenant_id, meeting_id, segment, start, name_id) DO UPDATE SET "end" = excluded."end",
      surface = excluded.surface, method = excluded.method, score = excluded.score`
}
