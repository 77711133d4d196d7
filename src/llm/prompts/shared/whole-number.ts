import { z } from 'zod'

/** A whole number as the answer's schema offers it; what was not offered is dropped by whoever reads the answer. */
export const wholeNumber = (description: string) => z.number().meta({ type: 'integer', description })
