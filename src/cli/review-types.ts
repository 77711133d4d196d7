import { z } from 'zod'
import { changeType } from './api-types.ts'

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null)

/** What the commands read of an item of the review list. */
export const reviewItemType = z.looseObject({
  id: z.string(),
  kinds: z.array(z.string()).default([]),
  question: z.string().default(''),
  entity: z.looseObject({ id: z.string(), name: z.string(), type: z.string() }).nullish(),
  confidence: z.number().nullish(),
  conflicting: z.array(z.string()).default([]),
  meeting: z.looseObject({ id: z.string(), title: z.string(), occurredAt: z.string() }).nullish(),
  evidence: z.array(z.looseObject({ speaker: text, quote: z.string() })).default([]),
  candidates: z.array(z.looseObject({ entityId: z.string(), name: z.string() })).default([]),
})
export type ReviewItemType = z.infer<typeof reviewItemType>

/** What a meeting that was retracted or restored changed. */
export const undoneType = z.looseObject({
  factIds: z.array(z.string()).default([]),
  runId: text,
  changes: z.array(changeType).default([]),
  more: z.boolean().default(false),
})
