import { ChainExhausted } from '../llm/chain-exhausted.ts'
import { ModelError } from '../llm/model-error.ts'

/** The kind of a failure that is the models'; null for any other error, which nobody may swallow. */
export const modelFailure = (error: unknown): string | null =>
  error instanceof ChainExhausted || error instanceof ModelError ? error.kind : null
