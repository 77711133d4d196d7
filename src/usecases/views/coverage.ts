import { z } from 'zod'

/** What of a transcript was read, by segments from and to (both included). */
export const coverageFields = {
  segments: z.int(),
  read: z.int(),
  gaps: z.array(z.object({ from: z.int(), to: z.int(), reason: z.string(), engine: z.string() })),
  parts: z
    .array(
      z.object({
        from: z.int(),
        to: z.int(),
        engine: z.string(),
        fallbacks: z
          .array(z.object({ part: z.string(), reason: z.string() }))
          .describe('What was left to rules although a model was wanted, and why'),
      }),
    )
    .describe('Which engine read what'),
}
