import type { z } from 'zod'
import type { CallScope, Message, Tier, TokenUsage } from './model.ts'

export const taskNames = [
  'extract_observations',
  'extract_insights',
  'judge_names',
  'judge_values',
  'explain_transitions',
  'summarize_part',
  'summarize_meeting',
] as const
export type TaskName = (typeof taskNames)[number]

/** What evals have measured of a prompt version; null until they have. */
export type PromptScore = { metric: string; value: number; samples: number; data: string; measuredAt: string }

/** One version of a prompt: what is asked, in which words, and the shape of the answer. Pure. */
export type Prompt<Input, Output> = {
  task: TaskName
  version: number
  /** `stable` is used; `candidate` only where it is asked for by its version. */
  label: 'stable' | 'candidate' | 'retired'
  /** What changed against the version before, and what it gained. */
  change: string
  scores: readonly PromptScore[]
  /** `maxTokens` bounds the question: what is optional in it (examples, context) gives way first. */
  render: (input: Input, budget: { maxTokens: number }) => Message[]
  /** Depends on the input: only what was offered can be answered. */
  answer: (input: Input) => z.ZodType<Output>
}

/** A kind of question to a model. */
export type Task<Input, Output> = {
  name: TaskName
  tier: Tier
  /** 0..2 */
  temperature: number
  maxOutputTokens: number
  /** The version in use. */
  prompt: Prompt<Input, Output>
}

/** `task@version`: how records and the ledger name a prompt. */
export const promptVersionOf = (prompt: { task: string; version: number }): string => `${prompt.task}@${prompt.version}`

export type Completion<Output> = {
  value: Output
  /** Id of the model that answered, `provider/name`. */
  model: string
  promptVersion: string
  /** Over all calls that this took. */
  usage: TokenUsage
  /** US dollars as a decimal string over all calls that this took; null when one of them is not known; "0" when cached. */
  cost: string | null
  cached: boolean
  attempts: number
}

/**
 * Asks the best model that may and can answer, the next one when it fails, and returns an answer of the right shape.
 * Throws `ChainExhausted` when none gave one, and the signal's reason when it was aborted.
 */
export type Complete = <Input, Output>(
  task: Task<Input, Output>,
  input: Input,
  context: { scope: CallScope; signal: AbortSignal },
) => Promise<Completion<Output>>

export type Gateway = {
  complete: Complete
  /** Id of the model that a task goes to first; part of the key under which its answers are kept. Null: no model may. */
  preferred: (task: { name: TaskName; tier: Tier }) => string | null
  close: () => Promise<void>
}
