import { z } from 'zod'
import { modalities, operations } from '../../domain/observation/observation.ts'
import { reviewKinds } from '../../domain/record/review-reasons.ts'
import { confidence, evidenceView, id, instant } from './common.ts'

export const reviewItemView = z
  .object({
    id: z.string().describe('Follows from what is asked, so that it stays when a meeting is read again'),
    kinds: z.array(z.enum(reviewKinds)).describe('Why it is worth a look'),
    question: z.string(),
    entity: z.object({ id, name: z.string(), type: z.string() }).nullable(),
    dimension: z.string().nullable(),
    operation: z.enum(operations).nullable(),
    value: z.string().nullable().describe('As it was said'),
    from: z.string().nullable(),
    to: z.string().nullable().describe('What it made of the state; null while it counts for nothing'),
    modality: z.enum(modalities).nullable(),
    confidence: confidence.nullable(),
    conflicting: z.array(z.string()).describe('Other values that were stated in the same meeting'),
    meeting: z.object({ id, title: z.string(), occurredAt: instant }).nullable(),
    evidence: z.array(evidenceView),
    transitionId: id.nullable(),
    candidates: z.array(z.object({ entityId: id, name: z.string() })).describe('For names: what else they may be'),
    correctWith: z
      .array(z.enum(['value', 'entityId', 'type']))
      .describe('What `correct` takes; none: it has no use here'),
  })
  .meta({ id: 'ReviewItem' })
export type ReviewItemView = z.infer<typeof reviewItemView>
