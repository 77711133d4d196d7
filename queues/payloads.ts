import { z } from 'zod'

/**
 * Form of the payloads that this release writes; jobs without one are of the first. It rises when an older release
 * would misread what it finds, not for a field that it may overlook. All forms up to this one can be read.
 */
export const payloadVersion = 1

const version = z.int().min(1).default(1)

/** What a job carries: ids and numbers, never content. Unknown fields are dropped, so that a newer producer can add some. */
export const stepPayloadSchema = z.object({
  v: version,
  tenantId: z.uuid(),
  runId: z.uuid(),
  step: z.string().min(1).max(64),
  epoch: z.int().min(1),
  traceparent: z.string().max(64),
  /** Place among others that wait, lower first. */
  turn: z.int().min(0).default(0),
})
export type StepPayload = Omit<z.infer<typeof stepPayloadSchema>, 'v'>

export const deliveryPayloadSchema = z.object({
  v: version,
  tenantId: z.uuid(),
  deliveryId: z.uuid(),
  epoch: z.int().min(1),
})
export type DeliveryPayload = Omit<z.infer<typeof deliveryPayloadSchema>, 'v'>

const newerSchema = z.object({ v: z.int() })

/** Whether a newer release wrote this, whatever else is in it. */
export const isOfNewerRelease = (data: unknown, known: number): boolean => {
  const parsed = newerSchema.safeParse(data)
  return parsed.success && parsed.data.v > known
}
