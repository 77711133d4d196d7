import { z } from 'zod'
import { count, text } from './fields.ts'

/**
 * What the commands read of the API's answers. Fields that the server adds pass through to `--json`; what is missing
 * gets a harmless default, so that a newer or older server can still be used.
 */
const evidenceType = z.looseObject({
  segmentIndex: z.number(),
  speaker: text,
  startMs: z.number().nullish(),
  quote: z.string(),
})
const evidenceList = z.array(evidenceType).default([])

export const transitionType = z.looseObject({
  id: z.string(),
  entityId: z.string(),
  entityName: z.string().default(''),
  type: z.string().default(''),
  dimension: z.string(),
  item: text,
  from: text,
  to: text,
  occurredAt: z.string(),
  /** Zone of the meeting: its day is told in it. */
  timeZone: text,
  recordedAt: z.string(),
  supersededAt: text,
  meetingId: text,
  meetingTitle: text,
  category: z.string().default(''),
  reason: z.string().default(''),
  reasonSource: z.string().default(''),
  confidence: z.number(),
  evidence: evidenceList,
  allowed: z.boolean().default(true),
})
export type TransitionType = z.infer<typeof transitionType>

export const changeType = z.looseObject({
  change: z.string(),
  changeVersion: z.string(),
  transition: transitionType,
})
export type ChangeType = z.infer<typeof changeType>

export const changesType = z.looseObject({
  items: z.array(changeType),
  nextCursor: z.string(),
  more: z.boolean().default(false),
})

const stateValueType = z.looseObject({
  value: z.string(),
  since: z.string(),
  confidence: z.number(),
  evidence: evidenceList,
})
export type StateValueType = z.infer<typeof stateValueType>
const stateMapType = z.record(z.string(), z.union([stateValueType, z.array(stateValueType)]))
export type StateMapType = z.infer<typeof stateMapType>

export const entityType = z.looseObject({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  aliases: z.array(z.looseObject({ name: z.string() })).default([]),
  identifiers: z.array(z.string()).default([]),
  state: stateMapType.default({}),
  mergedInto: text,
  firstSeen: text,
  lastSeen: text,
  flags: z.array(z.string()).default([]),
  match: z.looseObject({ method: z.string(), score: z.number() }).optional(),
})
export type EntityType = z.infer<typeof entityType>

export const entityStateType = z.looseObject({ entityId: z.string(), state: stateMapType })

export const explainedFactType = z.looseObject({
  verdict: z.string(),
  because: z.string().default(''),
  about: text,
  dimension: text,
  value: text,
  modality: text,
  meetingTitle: text,
  occurredAt: text,
  speaker: text,
  quote: text,
})
export type ExplainedFactType = z.infer<typeof explainedFactType>

export const meetingType = z.looseObject({
  id: z.string(),
  title: z.string(),
  type: z.string().default('meeting'),
  source: text,
  occurredAt: z.string(),
  timeZone: text,
  precision: text,
  series: text,
  project: text,
  participants: z.array(z.looseObject({ name: z.string() })).default([]),
  segmentCount: count,
  wordCount: count,
  upgradable: z.boolean().default(false),
  run: z.looseObject({ id: z.string(), status: z.string() }).nullish(),
})
export type MeetingType = z.infer<typeof meetingType>

export const observationType = z.looseObject({
  meetingId: z.string(),
  segmentIndex: z.number(),
  speaker: text,
  entityId: text,
  entityName: text,
  dimension: z.string(),
  value: text,
  modality: z.string(),
  quote: z.string(),
})
export type ObservationType = z.infer<typeof observationType>

export const insightType = z.looseObject({
  id: z.string(),
  meetingId: z.string(),
  kind: z.string(),
  persona: text,
  body: z.record(z.string(), z.unknown()).default({}),
  owner: text,
  status: text,
  confidence: count,
  evidence: evidenceList,
  occurredAt: z.string(),
})
export type InsightType = z.infer<typeof insightType>

const summaryType = z.looseObject({ persona: z.string(), level: z.string(), text: z.string() })
export type SummaryType = z.infer<typeof summaryType>
export const summariesType = z.looseObject({ items: z.array(summaryType) })

export const keyType = z.looseObject({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()).default([]),
  createdAt: text,
  expiresAt: text,
  revokedAt: text,
  lastUsedAt: text,
})
export const auditType = z.looseObject({
  id: z.string(),
  at: z.string(),
  action: z.string(),
  actor: z.string(),
  userId: text,
  target: text,
  requestId: z.string(),
})

export const newKeyType = keyType.extend({ key: z.string() })

export const recordedType = z.looseObject({ version: z.string(), factIds: z.array(z.string()).default([]) })

export const searchHitType = z.looseObject({
  meetingId: z.string(),
  meetingTitle: z.string(),
  occurredAt: z.string(),
  speaker: text,
  startMs: z.number().nullish(),
  text: z.string(),
})
export type SearchHitType = z.infer<typeof searchHitType>

export const importedType = z.looseObject({
  version: z.string(),
  entities: z.array(z.looseObject({ id: z.string(), type: z.string(), name: z.string() })),
})

export const storedModelType = z.looseObject({ version: z.number(), changed: z.boolean(), runId: text })
export const modelVersionType = z.looseObject({ version: z.number(), name: z.string(), model: z.unknown() })
