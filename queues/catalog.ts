import { type DeliveryPayload, deliveryPayloadSchema, type StepPayload, stepPayloadSchema } from './payloads.ts'
import { pipelines } from './pipeline.ts'

/** Queues that carry steps, in the order of the pipeline. */
export const stepQueues = ['ingest', 'extract', 'reconcile', 'reason', 'summarize'] as const
/** Lane 1: webhooks. Never read by a run. */
export const deliverQueue = 'deliver'

export const queueNames = [...stepQueues, deliverQueue] as const
export type QueueName = (typeof queueNames)[number]

/** Names of all steps of all pipelines, for the check at start-up that each has a processor. */
export const stepNames: readonly string[] = [
  ...new Set(Object.values(pipelines).flatMap((steps) => steps.map((step) => step.name))),
]

/** What each queue carries, and the job id that makes adding the same job twice harmless. */
export const jobOf = (payload: StepPayload | DeliveryPayload): { name: string; jobId: string } =>
  'step' in payload
    ? { name: payload.step, jobId: `${payload.runId}-${payload.step}-${payload.epoch}` }
    : { name: 'deliver', jobId: `${payload.deliveryId}-${payload.epoch}` }

export const payloadSchemas = { step: stepPayloadSchema, delivery: deliveryPayloadSchema } as const
