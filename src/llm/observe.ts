import type { TokenUsage } from './model.ts'
import type { ModelErrorKind } from './model-error.ts'

/** `aborted`: whoever asked went away while the call was under way. */
export type CallOutcome = 'ok' | 'cached' | 'aborted' | ModelErrorKind

/** What metrics want to know. Labels are bounded: no tenant, no text. */
export type ModelEvent =
  | {
      type: 'call'
      model: string
      /** Name of the task. */
      operation: string
      seconds: number
      outcome: CallOutcome
      usage: TokenUsage | null
      /** US dollars; null when unknown. */
      cost: string | null
    }
  | { type: 'cache'; result: 'hit' | 'miss' }
  | { type: 'breaker'; model: string; state: 'closed' | 'half_open' | 'open' }
  | { type: 'budget_reached' }

/** Must not throw. */
export type Observe = (event: ModelEvent) => void
