import { z } from 'zod'
import { certaintyField } from './certainty.ts'
import { oneOf } from './one-of.ts'
import { wholeNumber } from './whole-number.ts'

/** Judgements about pairs: reasoning first, ids only from those that were offered. */
export const verdictsAnswer = (offered: readonly { id: number }[]) =>
  z.object({
    verdicts: z.array(
      z.object({
        id: wholeNumber(`One of ${offered.map(({ id }) => id).join(', ')}`),
        reasoning: z.string().describe('What speaks for and against, in at most 40 words'),
        verdict: oneOf(['same', 'different', 'unsure'], 'The judgement'),
        certainty: certaintyField(),
      }),
    ),
  })

export type VerdictsAnswer = z.infer<ReturnType<typeof verdictsAnswer>>
