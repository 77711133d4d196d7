import type { MeetingContext } from '../domain/meeting/meeting.ts'
import { send, type Tx } from './tx.ts'

/** A meeting row as the record works with it. */
export type RecordMeetingRow = Omit<MeetingContext, 'occurredAt' | 'participants'> & {
  id: string
  identity: string
  occurredAt: Date
  participants: { name: string }[]
  orderKey: string
  sequence: number
  generation: number
  liveGeneration: number
  liveRevision: number
  deletedAt: Date | null
  /** While it is retracted nothing of it counts. */
  retractedAt: Date | null
}

const columns = `id, identity, title, type, occurred_at AS "occurredAt", precision, time_zone AS "timeZone", series, project, account,
  language, participants, order_key AS "orderKey", sequence, generation, live_generation AS "liveGeneration",
  live_revision AS "liveRevision", deleted_at AS "deletedAt", retracted_at AS "retractedAt"`

/** The second lock of every change of the record, after the tenant head. */
export const lockMeeting = async (tx: Tx, tenantId: string, id: string): Promise<RecordMeetingRow | null> => {
  const rows = await tx.$queryRawUnsafe<RecordMeetingRow[]>(
    `SELECT ${columns} FROM meeting WHERE tenant_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
    tenantId,
    id,
  )
  return rows[0] ?? null
}

/** Live meetings, without a lock. */
export const readRecordMeetings = (tx: Tx, tenantId: string, ids: readonly string[]): Promise<RecordMeetingRow[]> =>
  tx.$queryRawUnsafe(
    `SELECT ${columns} FROM meeting
     WHERE tenant_id = $1::uuid AND id = ANY($2::uuid[]) AND deleted_at IS NULL AND retracted_at IS NULL AND live_generation > 0
     ORDER BY id`,
    tenantId,
    ids,
  )

export type SpokenSegment = {
  meetingId: string
  index: number
  speaker: string | null
  startMs: number | null
  text: string
}

/** What was said in these meetings, of the transcript that counts. */
export const readLiveSegments = (tx: Tx, tenantId: string, meetingIds: readonly string[]): Promise<SpokenSegment[]> =>
  tx.$queryRaw`
    SELECT s.meeting_id AS "meetingId", s.index, s.speaker, s.start_ms AS "startMs", s.text
    FROM meeting m JOIN segment s ON s.tenant_id = m.tenant_id AND s.meeting_id = m.id AND s.revision = m.live_revision
    WHERE m.tenant_id = ${tenantId}::uuid AND m.id = ANY(${meetingIds}::uuid[])
    ORDER BY s.meeting_id, s.index`

/** The processing whose facts are live from now on, with the words that it may be found by. */
export const setLive = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  live: { generation: number; revision: number; modelVersion: number },
): Promise<void> => {
  await send(tx)`
    UPDATE meeting SET live_generation = ${live.generation}::int, live_revision = ${live.revision}::int,
      model_version = ${live.modelVersion}::int, updated_at = now()
    WHERE tenant_id = ${tenantId}::uuid AND id = ${meetingId}::uuid`
}

export type MeetingEdit = {
  title: string
  occurredAt: Date
  precision: string
  timeZone: string
  sequence: number
  orderKey: string
  series: string | null
  project: string | null
  account: string | null
}

export const updateMeeting = async (tx: Tx, tenantId: string, meetingId: string, edit: MeetingEdit): Promise<void> => {
  await send(tx)`
    UPDATE meeting SET title = ${edit.title}, occurred_at = ${edit.occurredAt}, precision = ${edit.precision},
      time_zone = ${edit.timeZone}, sequence = ${edit.sequence}::int, order_key = ${edit.orderKey}, series = ${edit.series},
      project = ${edit.project}, account = ${edit.account}, updated_at = now()
    WHERE tenant_id = ${tenantId}::uuid AND id = ${meetingId}::uuid`
}

/** Leaves the identity, so that what was deleted does not come back by itself, and removes everything that was said. */
export const buryMeeting = async (tx: Tx, tenantId: string, meetingId: string): Promise<void> => {
  await send(tx)`
    WITH words AS (DELETE FROM meeting_words WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid),
      transcripts AS (DELETE FROM transcript WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid),
      segments AS (DELETE FROM segment WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid),
      answers AS (DELETE FROM model_answer WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid),
      memos AS (DELETE FROM memo WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid),
      insights AS (DELETE FROM insight WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid),
      summaries AS (DELETE FROM summary WHERE tenant_id = ${tenantId}::uuid AND meeting_id = ${meetingId}::uuid)
    UPDATE meeting SET deleted_at = now(), updated_at = now(), title = '', source_url = NULL, content_hash = '',
      participants = '[]', extras = '{}', instructions = NULL, lenses = '{}', questions = '{}', user_id = NULL,
      segment_count = 0, word_count = 0, live_generation = 0, live_revision = 0
    WHERE tenant_id = ${tenantId}::uuid AND id = ${meetingId}::uuid`
}
