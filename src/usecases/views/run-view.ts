import { z } from 'zod'
import { runKinds, runStatuses, stepStatuses } from '../../domain/run/run.ts'
import { id, instant } from './common.ts'
import { coverageFields } from './coverage.ts'
import { moneyView } from './money.ts'

const stepErrorView = z
  .object({
    code: z.string(),
    message: z.string(),
    retryable: z.boolean(),
    nextAttemptAt: instant.nullable(),
  })
  .nullable()

export const stepView = z
  .object({
    name: z.string(),
    status: z.enum(stepStatuses),
    needs: z.array(z.string()),
    required: z.boolean(),
    attempts: z.int(),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    detail: z.string().nullable(),
    error: stepErrorView,
    engine: z.string().nullable(),
    tokens: z.int().nullable().describe('Read and written by models; null: a provider did not tell'),
    cost: moneyView,
  })
  .meta({ id: 'Step' })
export type StepView = z.infer<typeof stepView>

const totalsView = z.object({
  entityCount: z.int(),
  entitiesCreated: z.int(),
  mentionCount: z.int(),
  observationCount: z.int(),
  transitionCount: z.int(),
  insightCount: z.int(),
  unsupportedCount: z.int().describe('Findings that were dropped, because their quote is not in the transcript'),
  injectionCount: z.int().describe('Passages that give orders to whoever reads the transcript; ignored'),
  processingTimeMs: z.int().nullable(),
  retries: z.int(),
  modelCalls: z.int(),
  cost: moneyView,
})

export const runView = z
  .object({
    id,
    meetingId: id.nullable(),
    kind: z.enum(runKinds),
    generation: z.int(),
    status: z.enum(runStatuses),
    progress: z.int().min(0).max(100),
    statusDetail: z.string().nullable(),
    currentStep: z.string().nullable(),
    engine: z.string().nullable(),
    degraded: z.boolean(),
    error: z.object({ step: z.string(), code: z.string(), message: z.string(), retryable: z.boolean() }).nullable(),
    steps: z.array(stepView),
    totals: totalsView,
    timings: z.record(z.string(), z.number()),
    coverage: z.object(coverageFields).nullable(),
    priority: z.string(),
    traceId: z.string(),
    createdAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Run' })
export type RunView = z.infer<typeof runView>
