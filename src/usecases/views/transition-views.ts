import { z } from 'zod'
import { confidence, evidenceView, id, instant, version } from './common.ts'

const fields = {
  id,
  entityId: id,
  entityName: z.string(),
  type: z.string(),
  dimension: z.string(),
  item: z.string().nullable().describe('Key of the item, for dimensions that hold many'),
  from: z.string().nullable(),
  to: z.string().nullable(),
  occurredAt: instant,
  recordedAt: instant,
  supersededAt: instant.nullable(),
  meetingId: id.nullable(),
  meetingTitle: z.string().nullable(),
  timeZone: z.string().nullable().describe('Of the meeting: its day is meant when a change is dated'),
  category: z.string(),
  reason: z.string(),
  reasonSource: z.string().describe('pattern, model or user'),
  confidence,
  evidence: z.array(evidenceView),
  allowed: z.boolean().describe('False: a move that the tracking model forbids; kept and flagged'),
  ruleOrModelVersion: z.string(),
  version,
}

export const transitionView = z.object(fields).meta({ id: 'Transition' })
export type TransitionView = z.infer<typeof transitionView>

export const changeView = z
  .object({ change: z.enum(['created', 'superseded']), changeVersion: version, transition: transitionView })
  .meta({ id: 'Change' })
export type ChangeView = z.infer<typeof changeView>

export const changesView = z
  .object({
    items: z.array(changeView),
    nextCursor: z.string().describe('Pass it as `since` to go on, also when nothing more is there yet'),
    more: z.boolean().describe('True: there is more right now'),
    version,
  })
  .meta({ id: 'Changes' })
export type ChangesView = z.infer<typeof changesView>

export const undoneView = z
  .object({
    version,
    factIds: z.array(id),
    meetingId: id,
    runId: id.nullable().describe('Set when the meeting has to be read again for it; the record follows that run'),
    dryRun: z.boolean(),
    changes: z.array(changeView).describe('What was replaced and written, or would be'),
    more: z.boolean().describe('True: that is not all of it'),
  })
  .meta({ id: 'MeetingUndone' })

export const diffView = z
  .object({
    meetingId: id,
    items: z.array(changeView),
    nextCursor: z.string().nullable(),
    newEntities: z.array(z.object({ id, type: z.string(), name: z.string() })),
  })
  .meta({ id: 'MeetingDiff', description: 'What the processing of this meeting wrote and replaced in the record' })
export type DiffView = z.infer<typeof diffView>
