import { z } from 'zod'

/** What is to be erased. */
export const erasureBody = z
  .strictObject({
    meetingId: z.uuid().optional(),
    personId: z.uuid().optional().describe('Entity of a person: everything that it is called'),
    name: z.string().trim().min(2).max(200).optional().describe('Full name of a person'),
    email: z.email().optional().describe('Address of a person'),
    includeSpoken: z.boolean().default(true).describe('Of a person: what they said goes as well, not only their name'),
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
  .refine(
    ({ meetingId, personId, name, email, tenant }) =>
      [meetingId, personId ?? name ?? email, tenant].filter((one) => one !== undefined).length === 1,
    { message: 'is a meetingId, or a person by personId, name or email, or tenant: true' },
  )
