import pg from 'pg'
import type { InsightDraft } from '../../src/domain/insight/insight.ts'
import type { Change, MeetingOutcome, ReadObservation } from '../outcome.ts'

type Row<T> = T & { meeting: string }

/** What the record holds of each meeting, read with plain SQL. */
export const readOutcomes = async (
  databaseUrl: string,
): Promise<{ outcomes: MeetingOutcome[]; modelCalls: number }> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const rows = async <T extends object>(sql: string): Promise<T[]> => (await client.query<T>(sql)).rows
    const meetings = await rows<{ meeting: string; orderKey: string }>(
      `SELECT external_id AS meeting, order_key AS "orderKey" FROM meeting WHERE deleted_at IS NULL ORDER BY order_key`,
    )
    const transitions = await rows<Row<Change> & { entityId: string; orderKey: string }>(
      `SELECT coalesce(m.external_id, '') AS meeting, t.entity_id AS "entityId", e.name AS entity, e.type, t.dim AS dimension,
              t.from_value AS "from", t.to_value AS "to", t.order_key AS "orderKey"
         FROM transition t JOIN entity e ON e.tenant_id = t.tenant_id AND e.id = t.entity_id
         LEFT JOIN meeting m ON m.tenant_id = t.tenant_id AND m.id = t.meeting_id
        WHERE t.superseded_at IS NULL ORDER BY (t.to_value IS NOT NULL), t.order_key`,
    )
    const mentions = await rows<Row<{ entityId: string; entity: string; type: string }>>(
      `SELECT DISTINCT m.external_id AS meeting, n.entity_id AS "entityId", e.name AS entity, e.type
         FROM mention s JOIN name n ON n.tenant_id = s.tenant_id AND n.id = s.name_id
         JOIN entity e ON e.tenant_id = n.tenant_id AND e.id = n.entity_id
         JOIN meeting m ON m.tenant_id = s.tenant_id AND m.id = s.meeting_id ORDER BY 1, 3`,
    )
    const observations = await rows<Row<ReadObservation>>(
      `SELECT m.external_id AS meeting, e.name AS entity, o.segment, o.dim AS dimension, o.op, o.value, o.modality, o.confidence,
              o.cue, o.quote
         FROM observation o JOIN meeting m ON m.tenant_id = o.tenant_id AND m.id = o.meeting_id
         LEFT JOIN name n ON n.tenant_id = o.tenant_id AND n.id = o.name_id
         LEFT JOIN entity e ON e.tenant_id = n.tenant_id AND e.id = n.entity_id
        WHERE o.live ORDER BY o.order_key`,
    )
    const insights = await rows<Row<InsightDraft>>(
      `SELECT m.external_id AS meeting, i.kind, i.body, i.confidence, i.evidence
         FROM insight i JOIN meeting m ON m.tenant_id = i.tenant_id AND m.id = i.meeting_id ORDER BY i.kind, i.content_hash`,
    )
    const [calls] = await rows<{ calls: number }>('SELECT count(*)::int AS calls FROM model_call')
    const of = <T extends object>(list: readonly Row<T>[], meeting: string): Row<T>[] =>
      list.filter((row) => row.meeting === meeting)
    const outcomes = meetings.map(({ meeting, orderKey }) => ({
      id: meeting,
      mentioned: of(mentions, meeting).map(({ entityId, entity, type }) => {
        const history = transitions
          .filter((row) => row.entityId === entityId && (row.orderKey < orderKey || row.orderKey.startsWith(orderKey)))
          .sort((one, other) => (one.orderKey < other.orderKey ? -1 : 1))
        return { entity, type, state: new Map(history.map((row) => [row.dimension, row.to])) }
      }),
      changes: of(transitions, meeting),
      observations: of(observations, meeting),
      insights: of(insights, meeting),
    }))
    return { outcomes, modelCalls: calls?.calls ?? 0 }
  } finally {
    await client.end()
  }
}
