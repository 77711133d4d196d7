import { z } from 'zod'
import { evidenceSchema } from '../observation/observation.ts'

/** The body of each built-in kind of insight (CONTRACT "Insights"); kinds of a tracking model are validated by their own fields. */
export const insightBodySchemas = {
  action_item: z.strictObject({
    description: z.string().min(1),
    owner: z.string().nullable(),
    dueDate: z.iso.date().nullable(),
    priority: z.enum(['high', 'normal', 'low']),
    context: z.string().nullable(),
    status: z.enum(['open', 'done', 'dropped']),
  }),
  decision_made: z.strictObject({
    decision: z.string().min(1),
    rationale: z.string().nullable(),
    alternatives: z.array(z.string()),
    decidedBy: z.string().nullable(),
  }),
  risk: z.strictObject({
    risk: z.string().min(1),
    severity: z.enum(['low', 'medium', 'high']),
    mitigation: z.string().nullable(),
  }),
  key_takeaway: z.strictObject({ text: z.string().min(1), rank: z.int().min(1).max(10) }),
  product_feedback: z.strictObject({
    text: z.string().min(1),
    feedbackKind: z.enum(['feature_request', 'pain_point', 'bug', 'ux_friction']),
  }),
  market_intelligence: z.strictObject({
    text: z.string().min(1),
    marketKind: z.enum(['competitor', 'trend', 'macro']),
    competitor: z.string().nullable(),
  }),
  question: z.strictObject({
    text: z.string().min(1),
    askedBy: z.string().nullable(),
    answered: z.boolean(),
    answer: z.string().nullable(),
  }),
} as const

export const insightKinds = Object.keys(insightBodySchemas) as (keyof typeof insightBodySchemas)[]

/** What an analyst returns; the hash, ids and persona are added when it is stored. */
export const insightDraftSchema = z.object({
  kind: z.string(),
  body: z.record(z.string(), z.unknown()),
  confidence: z.int().min(0).max(100),
  evidence: z.array(evidenceSchema).min(1),
})
export type InsightDraft = z.infer<typeof insightDraftSchema>

export const summaryLevels = ['title', 'headline', 'brief', 'detailed', 'spotlight'] as const
export type SummaryLevel = (typeof summaryLevels)[number]

export type SummaryDraft = { level: SummaryLevel; text: string; segments: number[] }
