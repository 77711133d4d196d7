import type { EventBatch } from '../storage/outbox.ts'
import type { RecordDiff } from './diff-record.ts'
import type { RecordSession } from './session.ts'

type NewEvent = EventBatch['events'][number]

/** What happened to transitions, for the outbox: what was replaced first, then what is new. */
export const transitionEvents = ({ names }: RecordSession, diff: RecordDiff): NewEvent[] => {
  const nameOf = (entityId: string): string => names.entity(entityId)?.name ?? ''
  const superseded = diff.superseded.map((row) => ({
    type: 'transition.superseded',
    subject: row.id,
    data: {
      transitionId: row.id,
      ...{ entityId: row.entityId, entityName: nameOf(row.entityId), dimension: row.dim },
      ...{ from: row.from, to: row.to, occurredAt: row.validAt.toISOString(), meetingId: row.meetingId },
    },
  }))
  const created = diff.transitions.map((row) => ({
    type: 'transition.created',
    subject: row.id,
    data: {
      transitionId: row.id,
      ...{ entityId: row.entityId, entityName: nameOf(row.entityId), entityType: row.type, dimension: row.dimension },
      ...{ item: row.item === '' ? null : row.item, from: row.from, to: row.to, occurredAt: row.validAt },
      ...{ meetingId: row.meetingId, category: row.category, confidence: row.confidence, reason: row.reason },
    },
  }))
  return [...superseded, ...created]
}
