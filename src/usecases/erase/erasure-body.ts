import { z } from 'zod'

/** What is to be erased. */
export const erasureBody = z
  .strictObject({
    meetingId: z.uuid().optional(),
    tenant: z
      .literal(true)
      .optional()
      .describe('All that this tenant has, its keys included: nobody gets in afterwards'),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('A reference, such as the number of a ticket. The receipt keeps it, so it should name nobody.'),
    dryRun: z.boolean().default(false).describe('Write nothing, and answer with what it would do'),
  })
  .refine(({ meetingId, tenant }) => (meetingId === undefined) !== (tenant === undefined), {
    message: 'is either a meetingId or tenant: true',
  })
