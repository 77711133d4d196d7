import type pg from 'pg'
import type { Entity } from '../../../../src/domain/entity/represent.ts'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { Attachment } from '../../../../src/domain/observation/observation-fact.ts'
import { digestLines } from '../../../../src/domain/record/digest.ts'
import type { Mention } from '../../../../src/domain/record/spot-meeting.ts'
import type { StateRow, Transition } from '../../../../src/domain/transition/transition.ts'
import { groupBy } from '../../../../src/record/group-by.ts'
import {
  attachmentLine,
  entityLine,
  mentionLine,
  nameLine,
  type Picture,
  stateLine,
  suggestionLine,
  transitionLine,
} from './picture.ts'

type StoredState = Omit<StateRow, 'value'> & { entityId: string; value: string; valueEntity: string | null }
type Seen = { firstSeen: string | null; lastSeen: string | null }
type Suggestion = { id: string; kind: string; score: number; detail: Record<string, unknown> }

/** What the tables of a tenant say, read with plain SQL. `redirects`: former entities and what their ids lead to. */
export const readPicture = async (
  admin: pg.Client,
  tenantId: string,
): Promise<Omit<Picture, 'leadsTo'> & { redirects: { id: string; target: string | null }[] }> => {
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await admin.query<T>(sql, [tenantId])).rows
  const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const names = await rows<Name & { entityId: string; contested: boolean }>(
    `SELECT id, type, scope, key, surface, imported, guessed, first_key AS "firstKey", entity_id AS "entityId",
       contest IS NOT NULL AND contest <> 'null'::jsonb AS contested
     FROM name WHERE tenant_id = $1 AND live`,
  )
  const members = groupBy(
    names.filter((name) => !name.contested),
    (name) => name.entityId,
  )
  const stored = await rows<Pick<Entity, 'id' | 'type' | 'name'> & Seen>(
    `SELECT id, type, name, ${iso('first_seen')} AS "firstSeen", ${iso('last_seen')} AS "lastSeen"
     FROM entity WHERE tenant_id = $1 AND live AND merged_into IS NULL`,
  )
  const entities = stored.map((row) => ({ ...row, names: members.get(row.id) ?? [] }))
  const states = await rows<StoredState>(
    `SELECT entity_id AS "entityId", dim AS dimension, item, value, value_entity AS "valueEntity", ${iso('since')} AS since,
       order_key AS "orderKey", confidence, evidence FROM state WHERE tenant_id = $1`,
  )
  const transitions = await rows<Transition & { entityId: string }>(
    `SELECT entity_id AS "entityId", dim AS dimension, item, from_value AS "from", to_value AS "to",
       ${iso('from_since')} AS "fromSince", ${iso('valid_at')} AS "validAt", order_key AS "orderKey",
       meeting_id AS "meetingId", category, confidence, allowed, evidence
     FROM transition WHERE tenant_id = $1 AND superseded_at IS NULL`,
  )
  const mentions = await rows<Mention>(
    `SELECT meeting_id AS "meetingId", name_id AS "nameId", segment, start, "end", surface, method FROM mention
     WHERE tenant_id = $1`,
  )
  const attachments = await rows<Attachment>(
    `SELECT id AS "observationId", name_id AS "nameId", value_name AS "valueNameId", link FROM observation
     WHERE tenant_id = $1`,
  )
  const suggestions = await rows<Suggestion>('SELECT id, kind, score, detail FROM suggestion WHERE tenant_id = $1')
  const redirects = await rows<{ id: string; target: string | null }>(
    'SELECT id, merged_into AS target FROM entity WHERE tenant_id = $1 AND NOT (live AND merged_into IS NULL)',
  )
  return {
    redirects,
    digest: digestLines({
      entities,
      states: states.map((row) => ({ ...row, value: { key: '', text: row.value, entityId: row.valueEntity } })),
      transitions,
    }),
    details: [
      ...entities.map(entityLine),
      ...names.map(nameLine),
      ...states.map(stateLine),
      ...transitions.map(transitionLine),
      ...mentions.map(mentionLine),
      ...attachments.map(attachmentLine),
      ...suggestions.map(suggestionLine),
    ].sort(),
  }
}
