import { z } from 'zod'
import { insightKinds, summaryLevels } from '../../domain/insight/insight.ts'
import { segmentRoles } from '../../domain/meeting/meeting.ts'
import { modalities, operations } from '../../domain/observation/observation.ts'
import { confidence, evidenceView, id, instant } from './common.ts'
import { coverageFields } from './coverage.ts'

export const segmentView = z
  .object({
    index: z.int(),
    speaker: z.string().nullable(),
    role: z.enum(segmentRoles).nullable(),
    startMs: z.int().nullable(),
    endMs: z.int().nullable(),
    text: z.string(),
  })
  .meta({ id: 'Segment' })
export type SegmentView = z.infer<typeof segmentView>

export const summaryView = z
  .object({
    persona: z.string(),
    level: z.enum(summaryLevels),
    text: z.string(),
    wordCount: z.int(),
    profile: z.string(),
    engine: z.string(),
    model: z.string().nullable(),
    promptVersion: z.string().nullable(),
    evidence: z.array(z.unknown()),
    traceId: z.string(),
    updatedAt: instant,
  })
  .meta({ id: 'Summary' })
export type SummaryView = z.infer<typeof summaryView>

export const insightView = z
  .object({
    id,
    meetingId: id,
    kind: z.string().describe(`${insightKinds.join(', ')}, or a kind of the tracking model`),
    persona: z.string(),
    body: z.record(z.string(), z.unknown()).describe('Fields of the kind'),
    owner: z.string().nullable(),
    status: z.string().nullable(),
    contentHash: z.string(),
    confidence,
    evidence: z.array(evidenceView),
    engine: z.string(),
    promptVersion: z.string().nullable(),
    project: z.string().nullable(),
    occurredAt: instant,
    traceId: z.string(),
  })
  .meta({ id: 'Insight' })
export type InsightView = z.infer<typeof insightView>

export const observationView = z
  .object({
    id,
    meetingId: id,
    generation: z.int(),
    segmentIndex: z.int(),
    speaker: z.string().nullable(),
    startMs: z.int().nullable(),
    entityId: id.nullable().describe('Null while the observation is not linked to a name'),
    entityName: z.string().nullable(),
    typeHint: z.string().nullable(),
    dimension: z.string(),
    operation: z.enum(operations),
    value: z.string().nullable(),
    valueEntityId: id.nullable(),
    modality: z.enum(modalities),
    effectiveAt: z.string().nullable(),
    confidence,
    cue: z.string(),
    quote: z.string(),
    wordsRemoved: z.literal(true).optional().describe('The words are past the time that they are kept for'),
    link: z.unknown().describe('How the name was given, with score and runner-up'),
  })
  .meta({ id: 'Observation' })
export type ObservationView = z.infer<typeof observationView>

export const coverageView = z
  .object({
    runId: id.nullable(),
    ...coverageFields,
    engine: z.string().nullable(),
    degraded: z.boolean(),
  })
  .meta({ id: 'Coverage' })
export type CoverageView = z.infer<typeof coverageView>
