import type { ReadingToRehearse, Rehearsal } from '../../analysis/rehearse-reading.ts'

/** What use cases want to know of the model layer, which they never see themselves. Prices are US dollars as decimals. */

export type CatalogueProvider = {
  id: string
  label: string
  structured: string
  /** False: it wants a key, and there is none. */
  ready: boolean
  /** Over all processes; null: not limited by us. */
  limits: { rpm: number | null; tpm: number | null; calls: number | null }
}

export type ModelPriceList = {
  /** For a million tokens. */
  input: number
  output: number
  cacheRead?: number | undefined
  cacheWrite?: number | undefined
  /** Names the list that the price is from. */
  version: string
}

export type CatalogueModel = {
  id: string
  provider: string
  name: string
  tiers: readonly string[]
  structured: string
  contextWindow: number
  maxOutputTokens: number
  strengths: readonly string[]
  /** Null: not known, so that its calls have no known cost. */
  price: ModelPriceList | null
}

/** How a task finds its model: whom it asks first and then, and whom it may not ask and why. */
export type TaskRoute = {
  task: string
  tier: string
  /** Models in the order in which they are asked; empty: the task is done offline. */
  chain: readonly { model: string; why: string }[]
  rejected: readonly { model: string; reason: string }[]
}

/** A version of a prompt as its author and the evals know it. */
export type PromptRecord = {
  task: string
  version: number
  label: string
  change: string
  scores: readonly { metric: string; value: number; samples: number; data: string; measuredAt: string }[]
}

/** Tokens of one call in buckets that do not overlap. */
export type CallTokens = { input: number; cacheRead: number; cacheWrite: number; output: number }

export type ModelsPort = {
  providers: () => readonly CatalogueProvider[]
  models: () => readonly CatalogueModel[]
  /** For a question of so many tokens. */
  routes: (promptTokens: number) => readonly TaskRoute[]
  /** Of every task every version, whatever its label. */
  prompts: () => readonly PromptRecord[]
  /** Puts the questions about a transcript to nobody, and counts them. */
  rehearse: (reading: ReadingToRehearse, signal: AbortSignal) => Promise<Rehearsal>
  /** US dollars as an exact decimal; null where the price of the model is not known. */
  priceCall: (model: string, tokens: CallTokens) => string | null
  /** Calls at once in one process. */
  parallelCalls: number
  /** Transitions in one question. */
  batchSize: number
}
