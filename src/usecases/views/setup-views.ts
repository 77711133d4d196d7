import { z } from 'zod'
import { scopes } from '../../domain/access/scopes.ts'
import { trackingModelSchema } from '../../domain/tracking-model/model.ts'
import { id, instant } from './common.ts'

export const keyView = z
  .object({
    id,
    name: z.string(),
    prefix: z.string().describe('The start of the key, to recognise it by'),
    scopes: z.array(z.enum(scopes)),
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable().describe('To the minute'),
  })
  .meta({ id: 'ApiKey' })
export type KeyView = z.infer<typeof keyView>

export const newKeyView = keyView
  .extend({ key: z.string().describe('The key itself, shown this once; only its hash is stored') })
  .meta({ id: 'NewApiKey' })
export type NewKeyView = z.infer<typeof newKeyView>

export const auditView = z
  .object({
    id,
    at: instant,
    action: z.string().describe('Operation of this document, or a command of the operator'),
    actor: z.string(),
    keyId: id.nullable(),
    userId: z.string().nullable().describe('Whom the caller acted for, when it said so'),
    target: z.string().nullable().describe('Id of what was changed or made'),
    requestId: z.string(),
    traceId: z.string(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditView = z.infer<typeof auditView>

export const trackingModelBody = trackingModelSchema.meta({ id: 'TrackingModel' })

export const trackingModelView = z
  .object({ version: z.int(), name: z.string(), current: z.boolean(), createdAt: instant, model: trackingModelBody })
  .meta({ id: 'TrackingModelVersion' })
export type TrackingModelView = z.infer<typeof trackingModelView>

export const trackingModelSummaryView = trackingModelView.omit({ model: true }).meta({ id: 'TrackingModelSummary' })
export type TrackingModelSummaryView = z.infer<typeof trackingModelSummaryView>

export const storedModelView = z
  .object({
    version: z.int(),
    changed: z.boolean(),
    runId: id.nullable().describe('The run that folds the record again; null when nothing changed'),
  })
  .meta({ id: 'StoredTrackingModel' })
export type StoredModelView = z.infer<typeof storedModelView>

export const personaView = z
  .object({
    code: z.string(),
    label: z.string(),
    description: z.string(),
    role: z.string(),
    goals: z.array(z.string()),
    guidelines: z.record(z.string(), z.string()).describe('By kind of insight'),
    active: z.boolean(),
  })
  .meta({ id: 'Persona' })
export type PersonaView = z.infer<typeof personaView>

export const searchHitView = z
  .object({
    meetingId: id,
    meetingTitle: z.string(),
    occurredAt: instant,
    segmentIndex: z.int(),
    speaker: z.string().nullable(),
    startMs: z.int().nullable(),
    text: z.string(),
    rank: z.number(),
    matched: z.string().describe('How it was found: words or similar'),
  })
  .meta({ id: 'SearchHit' })
export type SearchHitView = z.infer<typeof searchHitView>
