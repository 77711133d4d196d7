import { z } from 'zod'
import { costType, count, text } from './fields.ts'

/** What the commands read of the API's answers about runs. */
const stepType = z.looseObject({
  name: z.string(),
  status: z.string(),
  attempts: count,
  startedAt: text,
  finishedAt: text,
  detail: text,
  error: z.looseObject({ code: z.string(), message: z.string() }).nullish(),
  cost: costType,
})

export const runType = z.looseObject({
  id: z.string(),
  meetingId: text,
  kind: z.string().default('meeting'),
  status: z.string(),
  progress: count,
  statusDetail: text,
  currentStep: text,
  engine: text,
  degraded: z.boolean().default(false),
  error: z.looseObject({ step: text, code: z.string(), message: z.string() }).nullish(),
  steps: z.array(stepType).default([]),
  totals: z.record(z.string(), z.unknown()).default({}),
  createdAt: text,
  startedAt: text,
  finishedAt: text,
})
export type RunType = z.infer<typeof runType>

export const submittedType = z.looseObject({
  meetingId: z.string(),
  runId: z.string(),
  status: z.string(),
  created: z.boolean().default(true),
})
export type SubmittedType = z.infer<typeof submittedType>

export const changedRunsType = z.looseObject({
  matched: z.number(),
  changed: z.array(z.string()).default([]),
  refused: z.array(z.looseObject({ runId: z.string(), reason: z.string() })).default([]),
  nextCursor: text,
})

export const runProblemsType = z.looseObject({
  items: z.array(
    z.looseObject({
      status: z.string(),
      code: z.string(),
      step: text,
      runs: z.number(),
      firstAt: z.string(),
      lastAt: z.string(),
      example: z.looseObject({ runId: z.string(), message: z.string() }),
      remedy: z.string(),
    }),
  ),
})
export type RunProblemType = z.infer<typeof runProblemsType>['items'][number]
