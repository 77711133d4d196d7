import type { TransitionRow } from '../../storage/read-transitions.ts'
import { type EvidenceView, iso, isoOrNull } from '../views/common.ts'
import type { TransitionView } from '../views/transition-views.ts'

export const toTransitionView = (row: TransitionRow): TransitionView => ({
  id: row.id,
  entityId: row.entityId,
  entityName: row.entityName ?? '',
  type: row.type,
  dimension: row.dim,
  item: row.item === '' ? null : row.item,
  from: row.fromValue,
  to: row.toValue,
  occurredAt: iso(row.validAt),
  recordedAt: iso(row.recordedAt),
  supersededAt: isoOrNull(row.supersededAt),
  meetingId: row.meetingId,
  meetingTitle: row.meetingTitle,
  timeZone: row.timeZone,
  category: row.category,
  reason: row.reason,
  reasonSource: row.reasonSource,
  confidence: row.confidence,
  evidence: row.evidence as EvidenceView[],
  allowed: row.allowed,
  ruleOrModelVersion: row.engineVersion,
  version: row.version.toString(),
})
