import type { PersonWords } from '../domain/erase/person-words.ts'
import type { Tx } from './tx.ts'

/** What the record calls a person, by entity or by any of its names and addresses, and the ids of those names. */
export const readPerson = async (
  tx: Tx,
  tenantId: string,
  by: { entityId: string | null; called: readonly string[] },
): Promise<{ nameIds: string[]; names: string[]; emails: string[] }> => {
  const called = by.called.map((one) => one.toLowerCase())
  const told = await tx.$queryRaw<{ name: string | null; email: string | null }[]>`
    SELECT DISTINCT p->>'name' AS name, p->>'email' AS email
      FROM meeting m CROSS JOIN LATERAL jsonb_array_elements(m.participants) AS p
     WHERE m.tenant_id = ${tenantId}::uuid
       AND (lower(p->>'email') = ANY(${called}::text[]) OR lower(p->>'name') = ANY(${called}::text[]))`
  const said = [...called, ...told.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()]))]
  const rows = await tx.$queryRaw<{ id: string; surface: string; key: string }[]>`
    WITH people AS (
      SELECT entity_id FROM name WHERE tenant_id = ${tenantId}::uuid AND type = 'person' AND key <> ''
         AND (lower(surface) = ANY(${said}::text[]) OR key = ANY(${said}::text[]) OR entity_id = ${by.entityId}::uuid)
    )
    SELECT id, surface, key FROM name
     WHERE tenant_id = ${tenantId}::uuid AND type = 'person' AND key <> '' AND entity_id IN (SELECT entity_id FROM people)`
  const names = [...rows.flatMap(({ surface, key }) => [surface, key]), ...told.flatMap(({ name }) => name ?? [])]
  return { nameIds: rows.map(({ id }) => id), names, emails: told.flatMap(({ email }) => email ?? []) }
}

/** Some meetings after an id, and which of them mention the person. */
export const findMeetingsOfPerson = async (
  tx: Tx,
  tenantId: string,
  { pattern, called }: PersonWords,
  after: string | null,
  most: number,
): Promise<{ last: string | null; affected: string[] }> => {
  const rows = await tx.$queryRaw<{ id: string; affected: boolean }[]>`
    WITH page AS (
      SELECT * FROM meeting WHERE tenant_id = ${tenantId}::uuid AND deleted_at IS NULL
         AND (${after}::uuid IS NULL OR id > ${after}::uuid) ORDER BY id LIMIT ${most}::int
    )
    SELECT page.id,
      concat_ws(' ', page.title, page.participants, page.user_id, page.extras, page.instructions, page.questions, page.project,
        page.account, page.series) ~* ${pattern}
      OR EXISTS (SELECT FROM jsonb_array_elements(page.participants) p WHERE lower(p->>'name') = ANY(${called}::text[]))
      OR EXISTS (SELECT FROM segment s WHERE s.tenant_id = page.tenant_id AND s.meeting_id = page.id
                  AND (lower(s.speaker) = ANY(${called}::text[]) OR s.speaker ~* ${pattern} OR s.text ~* ${pattern}))
      OR EXISTS (SELECT FROM transcript t WHERE t.tenant_id = page.tenant_id AND t.meeting_id = page.id AND t.body ~* ${pattern})
      AS affected
    FROM page ORDER BY page.id`
  return { last: rows.at(-1)?.id ?? null, affected: rows.filter((row) => row.affected).map((row) => row.id) }
}

export type PersonScrub = PersonWords & { pseudonym: string; includeSpoken: boolean }

/** What stands where a person spoke. */
const spoken = '[erased]'

/** Rewrites what was submitted of a meeting, so that whatever reads it again does not find the person. */
export const scrubMeeting = async (
  tx: Tx,
  { tenantId, meetingId }: { tenantId: string; meetingId: string },
  { pattern, called, pseudonym, includeSpoken }: PersonScrub,
): Promise<Record<string, number>> => {
  const segment = await tx.$executeRaw`
    WITH own AS (
      SELECT s.revision, s.index, coalesce(lower(s.speaker) = ANY(${called}::text[]) OR s.speaker ~* ${pattern}, false) AS by
        FROM segment s WHERE s.tenant_id = ${tenantId}::uuid AND s.meeting_id = ${meetingId}::uuid
    )
    UPDATE segment s SET speaker = CASE WHEN own.by THEN ${pseudonym} ELSE s.speaker END,
      text = CASE WHEN own.by AND ${includeSpoken} THEN ${spoken}
                  ELSE regexp_replace(s.text, ${pattern}, ${pseudonym}, 'gi') END
      FROM own
     WHERE s.tenant_id = ${tenantId}::uuid AND s.meeting_id = ${meetingId}::uuid AND s.revision = own.revision
       AND s.index = own.index AND (own.by OR s.text ~* ${pattern})`
  // The segments are what is read; the transcript is made to say the same.
  const transcript = await tx.$executeRaw`
    UPDATE transcript t SET
      format = CASE WHEN said.body IS NULL THEN t.format ELSE 'segments' END,
      body = coalesce(said.body, regexp_replace(t.body, ${pattern}, ${pseudonym}, 'gi'))
      FROM transcript own LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('index', s.index, 'speaker', s.speaker, 'role', s.role, 'startMs', s.start_ms,
                 'endMs', s.end_ms, 'text', s.text) ORDER BY s.index)::text AS body
          FROM segment s
         WHERE s.tenant_id = own.tenant_id AND s.meeting_id = own.meeting_id AND s.revision = own.revision
      ) said ON true
     WHERE own.tenant_id = ${tenantId}::uuid AND own.meeting_id = ${meetingId}::uuid AND t.tenant_id = own.tenant_id
       AND t.meeting_id = own.meeting_id AND t.revision = own.revision`
  const meeting = await tx.$executeRaw`
    UPDATE meeting m SET
      participants = coalesce((
        SELECT jsonb_agg(CASE WHEN lower(p->>'name') = ANY(${called}::text[]) OR p::text ~* ${pattern}
                              THEN jsonb_build_object('name', ${pseudonym}::text) ELSE p END ORDER BY place)
          FROM jsonb_array_elements(m.participants) WITH ORDINALITY AS each_of (p, place)), '[]'),
      title = regexp_replace(m.title, ${pattern}, ${pseudonym}, 'gi'),
      user_id = CASE WHEN m.user_id ~* ${pattern} THEN NULL ELSE m.user_id END,
      extras = regexp_replace(m.extras::text, ${pattern}, ${pseudonym}, 'gi')::jsonb,
      instructions = regexp_replace(m.instructions, ${pattern}, ${pseudonym}, 'gi'),
      questions = ARRAY(SELECT regexp_replace(q, ${pattern}, ${pseudonym}, 'gi')
                          FROM unnest(m.questions) WITH ORDINALITY AS asked (q, place) ORDER BY place),
      project = regexp_replace(m.project, ${pattern}, ${pseudonym}, 'gi'),
      account = regexp_replace(m.account, ${pattern}, ${pseudonym}, 'gi'),
      series = regexp_replace(m.series, ${pattern}, ${pseudonym}, 'gi'),
      updated_at = now()
     WHERE m.tenant_id = ${tenantId}::uuid AND m.id = ${meetingId}::uuid`
  return { segment, transcript, meeting }
}

/**
 * In what users said and catalogues told the name gives way to the pseudonym; what was said of other things stays said.
 * Answers with the names of those things.
 */
export const scrubFacts = async (
  tx: Tx,
  tenantId: string,
  nameIds: readonly string[],
  { pattern, pseudonym }: PersonScrub,
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ nameId: string | null }[]>`
    UPDATE fact SET note = regexp_replace(note, ${pattern}, ${pseudonym}, 'gi'),
      value = CASE WHEN name_id = ANY(${nameIds}::uuid[]) THEN NULL
                   WHEN value_name = ANY(${nameIds}::uuid[]) THEN ${pseudonym}
                   ELSE regexp_replace(value, ${pattern}, ${pseudonym}, 'gi') END,
      value_name = CASE WHEN value_name = ANY(${nameIds}::uuid[]) THEN NULL ELSE value_name END,
      value_key = regexp_replace(value_key, ${pattern}, lower(${pseudonym}), 'gi')
    WHERE tenant_id = ${tenantId}::uuid AND (name_id = ANY(${nameIds}::uuid[]) OR value_name = ANY(${nameIds}::uuid[])
       OR concat_ws(' ', note, value, value_key) ~* ${pattern})
    RETURNING name_id AS "nameId"`
  return rows.flatMap(({ nameId }) => (nameId === null || nameIds.includes(nameId) ? [] : [nameId]))
}

/** What is left of the person outside of meetings: in the history, in what was announced, in what receivers answered. */
export const sweepPerson = async (
  tx: Tx,
  tenantId: string,
  { pattern, pseudonym }: PersonScrub,
): Promise<Record<string, number>> => {
  const transition = await tx.$executeRaw`
    UPDATE transition SET from_value = regexp_replace(from_value, ${pattern}, ${pseudonym}, 'gi'),
      to_value = regexp_replace(to_value, ${pattern}, ${pseudonym}, 'gi'), item = regexp_replace(item, ${pattern}, ${pseudonym}, 'gi'),
      reason = regexp_replace(reason, ${pattern}, ${pseudonym}, 'gi'),
      evidence = regexp_replace(evidence::text, ${pattern}, ${pseudonym}, 'gi')::jsonb,
      conflicting = regexp_replace(conflicting::text, ${pattern}, ${pseudonym}, 'gi')::jsonb
    WHERE tenant_id = ${tenantId}::uuid
      AND concat_ws(' ', from_value, to_value, item, reason, evidence, conflicting) ~* ${pattern}`
  const event = await tx.$executeRaw`
    UPDATE event SET data = regexp_replace(data::text, ${pattern}, ${pseudonym}, 'gi')::jsonb || '{"erased": true}'
    WHERE tenant_id = ${tenantId}::uuid AND data::text ~* ${pattern}`
  const delivery = await tx.$executeRaw`
    UPDATE delivery SET last_error = NULL WHERE tenant_id = ${tenantId}::uuid AND last_error ~* ${pattern}`
  const attempt = await tx.$executeRaw`
    UPDATE delivery_attempt SET excerpt = NULL, error = NULL
    WHERE tenant_id = ${tenantId}::uuid AND concat_ws(' ', excerpt, error) ~* ${pattern}`
  const suggestion = await tx.$executeRaw`
    DELETE FROM suggestion WHERE tenant_id = ${tenantId}::uuid AND detail::text ~* ${pattern}`
  const entity = await tx.$executeRaw`
    UPDATE entity SET name = '' WHERE tenant_id = ${tenantId}::uuid AND NOT live AND name ~* ${pattern}`
  return { transition, event, delivery, delivery_attempt: attempt, suggestion, entity }
}

/** What keeps its own record of who did what, and settings that users wrote for all. */
const notSearched: readonly string[] = ['audit', 'api_key', 'persona', 'tracking_model', 'webhook']

/** Rows in which the person is still named, in the given tables. */
export const countPersonRows = async (
  tx: Tx,
  tenantId: string,
  tables: readonly string[],
  { pattern }: PersonScrub,
): Promise<number> => {
  let found = 0
  for (const table of tables.filter((name) => !notSearched.includes(name))) {
    const rows = await tx.$queryRawUnsafe<{ rows: number }[]>(
      `SELECT count(*)::int AS rows FROM ${table} AS t WHERE t.tenant_id = $1::uuid AND t::text ~* $2`,
      tenantId,
      pattern,
    )
    found += rows[0]?.rows ?? 0
  }
  return found
}
