import { sha256 } from '../domain/ids.ts'
import { deadTerms, eraseDeadNames } from './erase-names.ts'
import { type Erased, removeRows } from './erase-rows.ts'
import type { Tx } from './tx.ts'

type Ref = { tenantId: string; meetingId: string }

const submitted = ['transcript', 'segment'] as const
const readFromIt = [
  ...(['meeting_words', 'memo', 'model_answer', 'insight', 'summary'] as const),
  ...(['observation', 'mention'] as const),
]
const ofMeeting = [...submitted, ...readFromIt]

/**
 * Removes whatever a meeting left anywhere, once its facts are taken back: the rows that hold its words, quotes and
 * values in what was superseded, events, answers of models. What remains are ids, times and numbers. `version` is the
 * one at which its facts went. With `keep` it stays a meeting, with what was submitted: all that was read from that goes,
 * and what else matches the pattern.
 */
export const eraseMeetingTraces = async (
  tx: Tx,
  ref: Ref,
  version: bigint,
  keep?: { pattern: string },
): Promise<Erased> => {
  const { tenantId, meetingId } = ref
  const counts: Record<string, number> = {}
  const hashes: string[] = []
  const remove = async (table: string, where: string, ...values: unknown[]): Promise<void> => {
    const removed = await removeRows(tx, table, where, tenantId, ...values)
    counts[table] = (counts[table] ?? 0) + removed.rows
    if (removed.rows > 0) hashes.push(`${table}:${removed.hash}`)
  }
  for (const table of keep ? readFromIt : ofMeeting) await remove(table, 'meeting_id = $2::uuid', meetingId)
  await remove('name_source', 'source_id = $2::uuid', meetingId)
  await remove('idempotency_key', `response->>'meetingId' = $2`, meetingId)
  await remove('fact', orphanedVerdict)

  const dead = await deadTerms(tx, tenantId)
  const terms = keep ? [keep.pattern, ...(dead === null ? [] : [dead])].join('|') : dead
  await remove('suggestion', '(meeting_id = $2::uuid OR detail::text ~* $3)', meetingId, terms)
  const { whole, part } = await readTouched(tx, ref, version, terms)
  counts.transition = await blankTransitions(tx, tenantId, whole, part)
  Object.assign(counts, await blankEvents(tx, ref, [...whole, ...part], terms))
  counts.name = await eraseDeadNames(tx, tenantId)
  if (!keep) {
    await forgetSayings(tx, ref)
    await buryErased(tx, ref)
  }
  return { counts, digest: sha256(hashes.join('\n')) }
}

/** A verdict of a model on two texts of which one is stated nowhere any more. */
const orphanedVerdict = `kind LIKE 'value\\_%' AND EXISTS (
  SELECT FROM unnest(ARRAY[fact.value_key, fact.other_key]) AS said (key)
   WHERE NOT EXISTS (SELECT FROM observation o WHERE o.tenant_id = fact.tenant_id AND o.dim = fact.dim AND o.value_key = said.key)
     AND NOT EXISTS (SELECT FROM fact f WHERE f.tenant_id = fact.tenant_id AND f.kind = 'assert' AND f.dim = fact.dim
                        AND f.value_key = said.key AND f.withdrawn_at IS NULL))`

/**
 * Superseded changes that show something of the meeting: `whole` what it said itself or what has a name that only it
 * gave, `part` what came after it in the same place, or went when it went.
 */
const readTouched = async (
  tx: Tx,
  { tenantId, meetingId }: Ref,
  version: bigint,
  terms: string | null,
): Promise<{ whole: string[]; part: string[] }> => {
  const rows = await tx.$queryRaw<{ id: string; whole: boolean }[]>`
    WITH place AS (
      SELECT DISTINCT entity_id, dim FROM transition WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid
    ), old AS (
      SELECT t.id, place.dim IS NOT NULL AS near, t.superseded_version, t.meeting_id = ${meetingId}::uuid AS own,
        concat_ws(' ', t.from_value, t.to_value, t.item, t.reason, t.evidence, t.conflicting) ~* ${terms}::text AS named
      FROM transition t LEFT JOIN place ON place.entity_id = t.entity_id AND place.dim = t.dim
      WHERE t.tenant_id = ${tenantId}::uuid AND t.superseded_at IS NOT NULL
    )
    SELECT id, coalesce(own, false) OR coalesce(named, false) AS whole FROM old
    WHERE near OR own OR named OR superseded_version = ${version}::bigint`
  const idsOf = (wanted: boolean) => rows.filter((row) => row.whole === wanted).map((row) => row.id)
  return { whole: idsOf(true), part: idsOf(false) }
}

const blankTransitions = (tx: Tx, tenantId: string, whole: string[], part: string[]): Promise<number> =>
  tx.$executeRaw`
    UPDATE transition t SET from_value = NULL, reason = '', conflicting = '[]',
      to_value = CASE WHEN t.id = ANY(${whole}::uuid[]) THEN NULL ELSE t.to_value END,
      item = CASE WHEN t.id = ANY(${whole}::uuid[]) THEN '' ELSE t.item END,
      evidence = CASE WHEN t.id = ANY(${whole}::uuid[]) THEN '[]' ELSE t.evidence END
    WHERE t.tenant_id = ${tenantId}::uuid AND t.id = ANY(${[...whole, ...part]}::uuid[])`

/** Events keep what identifies them; what receivers answered to them may repeat what was sent, so it goes as well. */
const blankEvents = async (
  tx: Tx,
  { tenantId, meetingId }: Ref,
  subjects: string[],
  terms: string | null,
): Promise<Record<string, number>> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE event SET data = coalesce((
        SELECT jsonb_object_agg(kept.key, kept.value) FROM jsonb_each(data) AS kept
        WHERE kept.key = ANY(ARRAY['id', 'transitionId', 'entityId', 'dimension', 'occurredAt', 'meetingId', 'runId', 'status',
          'generation', 'tenantId', 'interactionId', 'timestamp', 'traceId', 'kind', 'category', 'confidence', 'engine'])),
        '{}') || '{"erased": true}'
    WHERE tenant_id = ${tenantId}::uuid AND (subject = ${meetingId} OR subject = ANY(${subjects}::text[])
      OR data->>'meetingId' = ${meetingId} OR data::text ~* ${terms}::text)
    RETURNING id`
  const ids = rows.map((row) => row.id)
  const deliveries = await tx.$executeRaw`
    UPDATE delivery SET last_error = NULL WHERE tenant_id = ${tenantId}::uuid AND event_id = ANY(${ids}::uuid[])`
  const attempts = await tx.$executeRaw`
    UPDATE delivery_attempt a SET excerpt = NULL, error = NULL FROM delivery d
    WHERE a.tenant_id = ${tenantId}::uuid AND d.id = a.delivery_id AND d.event_id = ANY(${ids}::uuid[])`
  return { event: ids.length, delivery: deliveries, delivery_attempt: attempts }
}

/** What users said on its occasion keeps its ids alone, and counts no more. */
const forgetSayings = async (tx: Tx, { tenantId, meetingId }: Ref): Promise<void> => {
  await tx.$executeRaw`
    UPDATE fact SET note = NULL, value = NULL, value_key = NULL, other_key = NULL,
      withdrawn_at = coalesce(withdrawn_at, now())
    WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid`
  await tx.$executeRaw`
    UPDATE model_call SET instructions_hash = NULL
    WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid`
}

const buryErased = async (tx: Tx, { tenantId, meetingId }: Ref): Promise<void> => {
  await tx.$executeRaw`
    UPDATE meeting SET identity = 'erased:' || id, external_id = NULL, source = 'erased', source_url = NULL,
      content_hash = '', title = '', type = 'meeting', project = NULL, account = NULL, series = NULL, language = NULL,
      participants = '[]', user_id = NULL, extras = '{}', personas = '{}', lenses = '{}', questions = '{}',
      instructions = NULL, tracking_model = NULL, segment_count = 0, word_count = 0, live_generation = 0,
      live_revision = 0, degraded_generation = 0, deleted_at = coalesce(deleted_at, now()), updated_at = now()
    WHERE tenant_id = ${tenantId}::uuid AND id = ${meetingId}::uuid`
}

/** Every revision of what was submitted. */
export const readStoredTranscripts = (
  tx: Tx,
  { tenantId, meetingId }: Ref,
): Promise<{ format: string; body: string }[]> =>
  tx.$queryRaw`
    SELECT format, body FROM transcript WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid`

/** Rows that still hold something of the meeting: none, once it is erased. */
export const countRemains = async (tx: Tx, { tenantId, meetingId }: Ref): Promise<number> => {
  const counted = ofMeeting.map(
    (table) => `SELECT count(*) AS rows FROM ${table} WHERE tenant_id = $1::uuid AND meeting_id = $2::uuid`,
  )
  const shown = `SELECT count(*) FROM transition WHERE tenant_id = $1::uuid AND meeting_id = $2::uuid
      AND (superseded_at IS NULL OR to_value IS NOT NULL OR from_value IS NOT NULL OR evidence <> '[]' OR reason <> '')
    UNION ALL SELECT count(*) FROM event WHERE tenant_id = $1::uuid AND data->>'meetingId' = $2::uuid::text AND NOT data ? 'erased'
    UNION ALL SELECT count(*) FROM meeting WHERE tenant_id = $1::uuid AND id = $2::uuid AND identity <> 'erased:' || id`
  const rows = await tx.$queryRawUnsafe<{ left: number }[]>(
    `SELECT sum(rows)::int AS "left" FROM (${counted.join(' UNION ALL ')} UNION ALL ${shown}) AS found`,
    tenantId,
    meetingId,
  )
  return rows[0]?.left ?? 0
}
