import { z } from 'zod'

/** What a job carries: ids and numbers, never content. Unknown fields are dropped, so that a newer producer can add some. */
export const stepPayloadSchema = z.object({
  tenantId: z.uuid(),
  runId: z.uuid(),
  step: z.string().min(1).max(64),
  epoch: z.int().min(1),
  traceparent: z.string().max(64),
})
export type StepPayload = z.infer<typeof stepPayloadSchema>

export const deliveryPayloadSchema = z.object({
  tenantId: z.uuid(),
  deliveryId: z.uuid(),
  epoch: z.int().min(1),
})
export type DeliveryPayload = z.infer<typeof deliveryPayloadSchema>
