import { z } from 'zod'
import type { CallFigures } from '../../storage/call-figures.ts'

const currency = 'USD'

/** An exact amount: a decimal as text, since a float would lose parts of it. */
export const knownMoneyView = z
  .object({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currency: z.string().length(3) })
  .meta({ id: 'Money' })
export type Money = z.infer<typeof knownMoneyView>

export const moneyView = knownMoneyView.nullable().describe('Null: not known')

export const dollars = (amount: string): Money => ({ amount, currency })

/** Null as soon as one call has an unknown cost: a sum of the others would pass for all of it. */
export const costOf = ({ knownCost, unknownCostCalls }: Pick<CallFigures, 'knownCost' | 'unknownCostCalls'>) =>
  unknownCostCalls === 0 ? dollars(knownCost) : null

export const tokensView = z
  .object({
    input: z.int().describe('Fresh: read by the model at full price'),
    cacheRead: z.int().describe("Read from the provider's own cache"),
    cacheWrite: z.int().describe("Written into the provider's own cache"),
    output: z.int().describe('Written by the model, reasoning included'),
    reasoning: z.int().describe('The part of output that is not shown'),
  })
  .meta({ id: 'Tokens' })

export const toTokens = ({
  input,
  cacheRead,
  cacheWrite,
  output,
  reasoning,
}: CallFigures): z.infer<typeof tokensView> => ({
  input,
  cacheRead,
  cacheWrite,
  output,
  reasoning,
})

/** Everything that was read and written; reasoning is part of output already. */
export const allTokens = ({ input, cacheRead, cacheWrite, output }: CallFigures): number =>
  input + cacheRead + cacheWrite + output

/** A part of a whole, 0..1, to four digits; null of nothing. */
export const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000

export const shareView = z.number().min(0).max(1).nullable().describe('0..1; null where there is nothing to divide')
