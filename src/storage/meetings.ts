import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

/** What a submission says of a meeting, in the form in which it is stored. */
export type MeetingFields = {
  externalId: string | null
  source: string
  sourceUrl: string | null
  contentHash: string
  title: string
  type: string
  occurredAtMs: number
  precision: string
  timeZone: string
  sequence: number
  orderKey: string
  project: string | null
  account: string | null
  series: string | null
  language: string | null
  participants: readonly unknown[]
  userId: string | null
  extras: Record<string, unknown>
  personas: readonly string[]
  lenses: readonly string[]
  questions: readonly string[]
  instructions: string | null
  priority: string
  skip: readonly string[]
  trackingModel: string | null
  traceId: string
}

export type LockedMeeting = Omit<MeetingFields, 'occurredAtMs' | 'orderKey'> & {
  id: string
  occurredAt: Date
  generation: number
  revision: number
  deletedAt: Date | null
  /** True when this very transaction made the row. */
  inserted: boolean
}

const columns = Prisma.sql`
  id, external_id AS "externalId", source, source_url AS "sourceUrl", content_hash AS "contentHash", title, type,
  occurred_at AS "occurredAt", precision, time_zone AS "timeZone", sequence, project, account, series, language,
  participants, user_id AS "userId", extras, personas, lenses, questions, instructions, priority, skip,
  tracking_model AS "trackingModel", trace_id AS "traceId", generation, revision, deleted_at AS "deletedAt"`

export type NewTranscript = { format: string; body: string }

/**
 * Finds the meeting of this identity or makes it, with its transcript, and locks it. Of many at once exactly one
 * inserts; the others wait for its commit and find the row.
 */
export const lockOrInsertMeeting = async (
  tx: Tx,
  tenantId: string,
  meeting: MeetingFields & { id: string; identity: string },
  transcript: NewTranscript,
): Promise<LockedMeeting> => {
  const m = meeting
  const rows = await tx.$queryRaw<LockedMeeting[]>`
    WITH found AS (
    INSERT INTO meeting (id, tenant_id, identity, external_id, source, source_url, content_hash, title, type,
      occurred_at, precision, time_zone, sequence, order_key, project, account, series, language, participants,
      user_id, extras, personas, lenses, questions, instructions, priority, skip, tracking_model, trace_id)
    VALUES (${m.id}::uuid, ${tenantId}::uuid, ${m.identity}, ${m.externalId}, ${m.source}, ${m.sourceUrl},
      ${m.contentHash}, ${m.title}, ${m.type}, ${instant(m.occurredAtMs)}, ${m.precision}, ${m.timeZone},
      ${m.sequence}::int, ${m.orderKey}, ${m.project}, ${m.account}, ${m.series}, ${m.language},
      ${JSON.stringify(m.participants)}::jsonb, ${m.userId}, ${JSON.stringify(m.extras)}::jsonb,
      ${m.personas}::text[], ${m.lenses}::text[], ${m.questions}::text[], ${m.instructions}, ${m.priority},
      ${m.skip}::text[], ${m.trackingModel}, ${m.traceId})
    ON CONFLICT (tenant_id, identity) DO UPDATE SET identity = excluded.identity
    RETURNING ${columns}, (xmax = 0) AS inserted
    ), first AS (
      INSERT INTO transcript (tenant_id, meeting_id, revision, format, body)
      SELECT ${tenantId}::uuid, id, revision, ${transcript.format}, ${transcript.body} FROM found WHERE inserted
    )
    SELECT * FROM found`
  const [row] = rows
  if (row === undefined) throw new Error('an upsert of a meeting returned no row')
  return row
}

/** Other content or other words about it under a known identity: the next generation, with what was said last. */
export const startGeneration = async (
  tx: Tx,
  tenantId: string,
  id: string,
  m: MeetingFields & { generation: number; revision: number },
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE meeting SET source_url = ${m.sourceUrl}, content_hash = ${m.contentHash}, title = ${m.title},
      type = ${m.type}, occurred_at = ${instant(m.occurredAtMs)}, precision = ${m.precision},
      time_zone = ${m.timeZone}, sequence = ${m.sequence}::int, order_key = ${m.orderKey}, project = ${m.project},
      account = ${m.account}, series = ${m.series}, language = ${m.language},
      participants = ${JSON.stringify(m.participants)}::jsonb, user_id = ${m.userId},
      extras = ${JSON.stringify(m.extras)}::jsonb, personas = ${m.personas}::text[], lenses = ${m.lenses}::text[],
      questions = ${m.questions}::text[], instructions = ${m.instructions}, priority = ${m.priority},
      skip = ${m.skip}::text[], tracking_model = ${m.trackingModel}, trace_id = ${m.traceId},
      generation = ${m.generation}::int, revision = ${m.revision}::int, updated_at = now()
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid`
}

/** Locks a meeting that is processed again as it is; null when there is none, or only a tombstone. */
export const nextGeneration = async (
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<{ generation: number; revision: number; priority: string; skip: string[]; traceId: string } | null> => {
  const rows = await tx.$queryRaw<
    { generation: number; revision: number; priority: string; skip: string[]; traceId: string }[]
  >`
    UPDATE meeting SET generation = generation + 1, updated_at = now()
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid AND deleted_at IS NULL
    RETURNING generation, revision, priority, skip, trace_id AS "traceId"`
  return rows[0] ?? null
}

export const insertTranscript = async (
  tx: Tx,
  tenantId: string,
  transcript: NewTranscript & { meetingId: string; revision: number },
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO transcript (tenant_id, meeting_id, revision, format, body)
    VALUES (${tenantId}::uuid, ${transcript.meetingId}::uuid, ${transcript.revision}::int, ${transcript.format},
            ${transcript.body})`
}

/** Takes the words of a meeting out of what was announced of it; the announcement itself stays. */
export const forgetAnnouncedWords = async (tx: Tx, tenantId: string, meetingId: string): Promise<void> => {
  await tx.$executeRaw`
    UPDATE event SET data = data - 'content'
    WHERE tenant_id = ${tenantId}::uuid AND version = 0 AND type = 'meeting.accepted' AND subject = ${meetingId}`
}

const instant = (ms: number): Prisma.Sql => Prisma.sql`to_timestamp(${ms}::double precision / 1000)`
