import type { TokenUsage } from './model.ts'
import { sumCosts } from './tokens.ts'

export const noTokens: TokenUsage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }

/** Adds up what one completion takes. */
export type Tally = {
  /** Counts a call that begins; returns which one it is, from 1. */
  begin: () => number
  end: (call: { usage: TokenUsage | null; cost: string | null }) => void
  calls: () => number
  usage: () => TokenUsage
  /** Null when the cost of one of the calls is not known. */
  cost: () => string | null
}

export const createTally = (): Tally => {
  const costs: (string | null)[] = []
  let calls = 0
  let sum = noTokens
  return {
    begin: () => {
      calls += 1
      return calls
    },
    end: ({ usage, cost }) => {
      costs.push(cost)
      if (usage !== null) sum = plus(sum, usage)
    },
    calls: () => calls,
    usage: () => sum,
    cost: () => sumCosts(costs),
  }
}

const plus = (a: TokenUsage, b: TokenUsage): TokenUsage => ({
  input: a.input + b.input,
  cacheRead: a.cacheRead + b.cacheRead,
  cacheWrite: a.cacheWrite + b.cacheWrite,
  output: a.output + b.output,
  reasoning: a.reasoning + b.reasoning,
})
