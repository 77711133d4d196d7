import { z } from 'zod'

/** What is to be erased. */
export const erasureBody = z.strictObject({
  meetingId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('A reference, such as the number of a ticket. The receipt keeps it, so it should name nobody.'),
  dryRun: z.boolean().default(false).describe('Write nothing, and answer with what it would do'),
})
