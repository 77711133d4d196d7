import { z } from 'zod'

/**
 * A string that the answer's schema offers as a choice. Another answer does not spoil the rest of it: what was not
 * offered is dropped and counted by whoever reads the answer.
 */
export const oneOf = (choices: readonly string[], description: string) =>
  z.string().meta({ enum: [...choices], description })
