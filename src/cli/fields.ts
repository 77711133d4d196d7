import { z } from 'zod'

/** Fields of the API's answers as the commands read them: what is missing gets a harmless default. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null)

export const count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0)

const moneyType = z.looseObject({ amount: z.string(), currency: z.string().default('USD') })
export type MoneyType = z.infer<typeof moneyType>
export const costType = moneyType.nullish().transform((value) => value ?? null)
