import { createHash } from 'node:crypto'
import pg from 'pg'
import { recordQueries } from '../../src/storage/backup/record-queries.ts'

export type RecordFigures = {
  /** Hash of what the record says: names, dimensions, values, order, categories, evidence. No ids, clocks or versions. */
  digest: string
  meetings: number
  segments: number
  mentions: number
  liveTransitions: number
  liveObservations: number
  insights: number
  summaries: number
  /** Transitions that were announced more than once or never; must be 0. */
  wronglyAnnounced: number
  /** Meetings, insights and ends of runs that were announced more than once; must be 0. */
  announcedTwice: number
  /** Transitions that do not begin where the one before them ended, and states that are not where the last one ended; must be 0. */
  brokenChains: number
  openRuns: number
  runsByStatus: Record<string, number>
}

/** Reads the record of a test database with plain SQL, so that it judges the product without using it. */
export const readRecord = async (databaseUrl: string): Promise<RecordFigures> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const rows = async <T extends object>(sql: string): Promise<T[]> => (await client.query<T>(sql)).rows
    const transitions = await rows(recordQueries.transitions)
    const states = await rows(recordQueries.states)
    const [counts] = await rows<Omit<RecordFigures, 'digest' | 'liveTransitions' | 'runsByStatus'>>(
      `SELECT (SELECT count(*)::int FROM meeting) AS meetings,
              (SELECT count(*)::int FROM segment) AS segments,
              (SELECT count(*)::int FROM mention) AS mentions,
              (SELECT count(*)::int FROM (
                 SELECT 1 FROM event WHERE type IN ('meeting.accepted', 'insight.created') OR type LIKE 'run.%'
                  GROUP BY tenant_id, type, subject, ordinal HAVING count(*) > 1) x) AS "announcedTwice",
              (SELECT count(*)::int FROM (
                 SELECT from_value, lag(to_value) OVER chain AS before, row_number() OVER chain AS place
                   FROM transition WHERE superseded_at IS NULL
                 WINDOW chain AS (PARTITION BY tenant_id, entity_id, dim, item ORDER BY order_key COLLATE "C", id)) x
                WHERE place > 1 AND from_value IS DISTINCT FROM before)
              + (SELECT count(*)::int FROM (
                   SELECT DISTINCT ON (tenant_id, entity_id, dim, item) * FROM transition WHERE superseded_at IS NULL
                    ORDER BY tenant_id, entity_id, dim, item, order_key COLLATE "C" DESC, id DESC) t
                 FULL JOIN state s USING (tenant_id, entity_id, dim, item)
                 WHERE t.to_value IS DISTINCT FROM s.value) AS "brokenChains",
              (SELECT count(*)::int FROM observation WHERE live) AS "liveObservations",
              (SELECT count(*)::int FROM insight) AS insights,
              (SELECT count(*)::int FROM summary) AS summaries,
              (SELECT count(*)::int FROM run WHERE finished_at IS NULL) AS "openRuns",
              (SELECT count(*)::int FROM (
                 SELECT t.id FROM transition t LEFT JOIN event e
                   ON e.tenant_id = t.tenant_id AND e.type = 'transition.created' AND e.subject = t.id::text
                 GROUP BY t.id HAVING count(e.id) <> 1) x) AS "wronglyAnnounced"`,
    )
    const statuses = await rows<{ status: string; runs: number }>(
      'SELECT status, count(*)::int AS runs FROM run GROUP BY status',
    )
    if (counts === undefined) throw new Error('the counts could not be read')
    return {
      ...counts,
      digest: createHash('sha256').update(JSON.stringify({ transitions, states })).digest('hex'),
      liveTransitions: transitions.length,
      runsByStatus: Object.fromEntries(statuses.map((row) => [row.status, row.runs])),
    }
  } finally {
    await client.end()
  }
}
