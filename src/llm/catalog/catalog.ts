import type { ModelSpec, StructuredOutput, Tier } from '../model.ts'
import type { TaskName } from '../task.ts'

/** What a provider lets through, over all processes; null: not limited by us. */
export type ProviderLimits = {
  /** Calls in a minute. */
  rpm: number | null
  /** Tokens in a minute, question and answer together. */
  tpm: number | null
  /** Calls in flight. */
  calls: number | null
}

/** An OpenAI-compatible endpoint and what it can do. */
export type ProviderSpec = {
  id: string
  label: string
  /** With its `/v1`, as it is written in the settings of other tools. */
  baseUrl: string
  /** Null: it wants no key. */
  keyVariable: string | null
  /** A function, so that the key is in no log, no answer of ours and no dump of the catalogue. */
  key: () => string | null
  /** Of its models, where they say nothing else. */
  structured: StructuredOutput
  streaming: boolean
  embeddings: boolean
  /** How it wants to be told the longest answer. */
  outputLimit: 'max_tokens' | 'max_completion_tokens'
  limits: ProviderLimits
  /** Merged into the body of each request, such as the routing wishes of an aggregator. */
  body: Readonly<Record<string, unknown>>
}

/** What is wanted of the models for a task. Absent: the task's own tier, any model, any price. */
export type Route = {
  tier?: Tier | undefined
  /** Ids of models, the first choice first. */
  models?: readonly string[] | undefined
  /** Most that one call may cost, in US dollars. */
  maxCost?: number | undefined
  /** Only this provider may be asked. */
  provider?: string | undefined
}

/** Routes by task; `default` holds where a task says nothing. */
export type Routes = Readonly<Partial<Record<TaskName | 'default', Route>>>

/** Everything that may be asked. Empty: there is only the offline analyst. */
export type ModelCatalog = {
  providers: readonly ProviderSpec[]
  models: readonly ModelSpec[]
  routes: Routes
}
