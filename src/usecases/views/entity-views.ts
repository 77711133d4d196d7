import { z } from 'zod'
import { modalities, operations } from '../../domain/observation/observation.ts'
import { matchMethods } from '../entities/rank-names.ts'
import { confidence, evidenceView, id, instant, version } from './common.ts'

export const stateValueView = z
  .object({
    value: z.string(),
    entityId: id.nullable().describe('The entity that the value names, if it names one'),
    since: instant,
    confidence,
    evidence: z.array(evidenceView),
  })
  .meta({ id: 'StateValue' })
export type StateValueView = z.infer<typeof stateValueView>

export const stateMapView = z
  .record(z.string(), z.union([stateValueView, z.array(stateValueView)]))
  .describe('By dimension; a list where the dimension holds many')
export type StateMapView = z.infer<typeof stateMapView>

export const entityView = z
  .object({
    id,
    type: z.string(),
    name: z.string(),
    aliases: z.array(z.object({ nameId: id, name: z.string(), imported: z.boolean() })),
    identifiers: z.array(z.string()),
    state: stateMapView,
    mergedInto: id.nullable().describe('This id stands for another entity now; the rest is that entity'),
    firstSeen: instant.nullable(),
    lastSeen: instant.nullable(),
    flags: z.array(z.enum(['stale', 'at_risk'])).describe('Inferred'),
    match: z
      .object({ method: z.enum(matchMethods), score: z.int().min(1).max(1000) })
      .optional()
      .describe('In what is searched by name: how it was found, and how well it fits'),
  })
  .meta({ id: 'Entity' })
export type EntityView = z.infer<typeof entityView>

export const renamedView = entityView
  .extend({ factIds: z.array(id).describe('Withdraw one of them to undo it') })
  .meta({ id: 'RenamedEntity' })

export const entityStateView = z
  .object({
    entityId: id,
    validAt: instant.nullable().describe('Last instant that counts; null: now'),
    knownAt: instant.nullable(),
    state: stateMapView,
  })
  .meta({ id: 'EntityState' })
export type EntityStateView = z.infer<typeof entityStateView>

const explainedVerdicts = [
  'changed',
  'confirmed',
  'outvoted',
  'outranked',
  'vetoed',
  'not_asserted',
  'not_tracked',
  'unlinked',
  'no_effect',
  'linked',
  'counts',
  'withdrawn',
] as const

export const explainedFactView = z
  .object({
    id,
    origin: z.enum(['meeting', 'user', 'import', 'model']),
    kind: z.string().describe('observation, or the kind of a recorded fact'),
    verdict: z.enum(explainedVerdicts),
    because: z.string(),
    about: z.string().nullable().describe('What the thing was called; null when nothing was named'),
    dimension: z.string().nullable(),
    operation: z.enum(operations).nullable(),
    value: z.string().nullable(),
    modality: z.enum(modalities).nullable(),
    confidence: confidence.nullable(),
    meetingId: id.nullable(),
    meetingTitle: z.string().nullable(),
    occurredAt: instant.nullable(),
    segmentIndex: z.int().nullable(),
    speaker: z.string().nullable(),
    quote: z.string().nullable().describe('Null where nothing was said, or the words were removed'),
    wordsRemoved: z.literal(true).optional().describe('The words are past the time that they are kept for'),
    transitionId: id.nullable(),
  })
  .meta({ id: 'ExplainedFact' })
export type ExplainedFactView = z.infer<typeof explainedFactView>

export const relationView = z
  .object({
    direction: z.enum(['out', 'in']),
    relation: z.string(),
    entityId: id,
    entityName: z.string(),
    entityType: z.string(),
    since: instant,
    confidence,
    evidence: z.array(evidenceView),
  })
  .meta({ id: 'Relation' })
export type RelationView = z.infer<typeof relationView>

export const mentionView = z
  .object({
    meetingId: id,
    meetingTitle: z.string(),
    occurredAt: instant,
    segmentIndex: z.int(),
    start: z.int(),
    end: z.int(),
    surface: z.string(),
    nameId: id,
    method: z.string(),
    score: z.int(),
    speaker: z.string().nullable(),
    text: z.string().nullable(),
  })
  .meta({ id: 'Mention' })
export type MentionView = z.infer<typeof mentionView>

export const suggestionView = z
  .object({
    id,
    kind: z.string().describe('merge or unlinked'),
    score: z.int(),
    name: z.object({ nameId: id, name: z.string(), entityId: id }).nullable(),
    other: z.object({ nameId: id, name: z.string(), entityId: id }).nullable(),
    meetingId: id.nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Suggestion' })
export type SuggestionView = z.infer<typeof suggestionView>

export const recordedView = z
  .object({ version, factIds: z.array(id), entityId: id.nullable(), newEntityId: id.nullable() })
  .meta({ id: 'Recorded', description: 'What a command added to the record; its facts can be withdrawn' })

export const importedView = z
  .object({ version, entities: z.array(z.object({ id, type: z.string(), name: z.string() })) })
  .meta({ id: 'Imported' })
