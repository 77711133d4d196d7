import { defaultPersona } from '../domain/meeting/default-persona.ts'
import type { MeetingContext, Participant } from '../domain/meeting/meeting.ts'
import type { TrackingModel, VersionedModel } from '../domain/tracking-model/model.ts'
import { createModelShelf, type ModelShelf } from './model-shelf.ts'
import type { Tx } from './tx.ts'

/** A persona as an analyst knows it; one whose row is gone keeps its code and says nothing else. */
export type StoredReader = { code: string; role: string; goals: string[]; guidelines: Record<string, string> }

export type MeetingInput = {
  context: MeetingContext
  model: VersionedModel
  /** Whom the meeting is summarised for, the default persona when it names none. */
  personas: StoredReader[]
  /** Whose insights are wanted beside theirs. */
  lenses: StoredReader[]
  /** What the submitter asked to have an eye on; text from outside. */
  instructions: string | null
}

type Row = Omit<MeetingContext, 'occurredAt' | 'participants'> & {
  occurredAt: Date
  participants: Participant[]
  personas: StoredReader[]
  lenses: StoredReader[]
  instructions: string | null
  modelVersion: number
  /** Null for a version that is held. */
  model: TrackingModel | null
}

/**
 * What an analyst may know of a meeting: its metadata and its tracking model, the one that it asked for or the one in
 * force. Undefined for a meeting that was deleted. Models that are on the shelf are not fetched again.
 */
export const readMeetingInput = async (
  tx: Tx,
  tenantId: string,
  meetingId: string,
  shelf: ModelShelf = createModelShelf(),
): Promise<MeetingInput | undefined> => {
  const held = shelf.of(tenantId)
  const rows = await tx.$queryRaw<Row[]>`
    SELECT m.title, m.type, m.occurred_at AS "occurredAt", m.precision, m.time_zone AS "timeZone", m.series, m.project,
           m.account, m.language, m.participants, m.instructions, t.version AS "modelVersion",
           CASE WHEN t.version = ANY(${[...held.keys()]}::int[]) THEN NULL ELSE t.body END AS model,
           readers.personas, readers.lenses
      FROM meeting m
      JOIN tenant_head h ON h.tenant_id = m.tenant_id
      JOIN LATERAL (
        SELECT version, body FROM tracking_model t
         WHERE t.tenant_id = m.tenant_id
           AND CASE WHEN m.tracking_model IS NULL THEN t.version = h.model_version ELSE t.name = m.tracking_model END
         ORDER BY version DESC LIMIT 1
      ) t ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(reader ORDER BY place) FILTER (WHERE NOT is_lens), '[]') AS personas,
               coalesce(json_agg(reader ORDER BY place) FILTER (WHERE is_lens), '[]') AS lenses
          FROM (
            SELECT DISTINCT ON (w.code) w.place, w.place > named.personas AS is_lens,
                   json_build_object('code', w.code, 'role', coalesce(p.role, ''), 'goals', coalesce(p.goals, '{}'),
                                     'guidelines', coalesce(p.guidelines, '{}')) AS reader
              FROM (SELECT CASE coalesce(cardinality(m.personas), 0) WHEN 0 THEN ARRAY[${defaultPersona}] ELSE m.personas END) AS own (codes)
              CROSS JOIN LATERAL (SELECT cardinality(own.codes)) AS named (personas)
              CROSS JOIN LATERAL unnest(own.codes || m.lenses) WITH ORDINALITY AS w (code, place)
              LEFT JOIN persona p ON p.tenant_id = m.tenant_id AND p.code = w.code
             ORDER BY w.code, w.place
          ) each_once
      ) readers
     WHERE m.tenant_id = ${tenantId}::uuid AND m.id = ${meetingId}::uuid AND m.deleted_at IS NULL`
  const [row] = rows
  if (!row) return undefined
  const { modelVersion, model: body, personas, lenses, instructions, occurredAt, ...context } = row
  const model = body === null ? held.get(modelVersion) : shelf.put(tenantId, modelVersion, body)
  if (!model) throw new Error(`tracking model ${modelVersion} was not read`)
  return {
    context: { ...context, occurredAt: occurredAt.toISOString() },
    ...{ model, personas, lenses, instructions },
  }
}

export type TranscriptInput = {
  format: string
  body: string
  participants: Participant[]
  /** Whether segments of this revision are stored already: they never change. */
  parsed: boolean
}

/** What was submitted, of one revision; undefined for a meeting that was deleted. */
export const readTranscriptInput = async (
  tx: Tx,
  ref: { tenantId: string; meetingId: string; revision: number },
): Promise<TranscriptInput | undefined> => {
  const rows = await tx.$queryRaw<TranscriptInput[]>`
    SELECT t.format, t.body, m.participants,
           EXISTS (SELECT 1 FROM segment s WHERE s.tenant_id = t.tenant_id AND s.meeting_id = t.meeting_id
                      AND s.revision = t.revision) AS parsed
      FROM transcript t
      JOIN meeting m ON m.tenant_id = t.tenant_id AND m.id = t.meeting_id AND m.deleted_at IS NULL
     WHERE t.tenant_id = ${ref.tenantId}::uuid AND t.meeting_id = ${ref.meetingId}::uuid AND t.revision = ${ref.revision}`
  return rows[0]
}
