/** The small interface that everything of the model layer stands on: one request, one reply, one signature. */

export type Message = { role: 'system' | 'user' | 'assistant'; content: string }

/** JSON Schema (draft 2020-12) of an answer, and the name under which providers want to know it. */
export type AnswerSchema = { name: string; json: Readonly<Record<string, unknown>> }

export type ModelRequest = {
  messages: readonly Message[]
  /** The shape that the answer must have; how it is asked for depends on what the provider can do. Null: free text. */
  schema: AnswerSchema | null
  /** 0..2 */
  temperature: number
  maxOutputTokens: number
}

/** Tokens of one call, in buckets that do not overlap, but for `reasoning`, which is the part of `output` that is not shown. */
export type TokenUsage = {
  input: number
  cacheRead: number
  cacheWrite: number
  output: number
  reasoning: number
}

export type FinishReason = 'stop' | 'length' | 'refusal' | 'filter' | 'other'

export type ModelReply = {
  text: string
  finishReason: FinishReason
  /** Null when the provider did not say: never taken for 0. */
  usage: TokenUsage | null
  /** The model as the provider names it in its reply. */
  servedBy: string | null
}

/** How a provider can be made to answer in JSON. `none`: it is asked for in words, and repaired. */
export type StructuredOutput = 'json_schema' | 'json_object' | 'none'

/** US dollars for a million tokens, as a decimal; `cacheRead` and `cacheWrite` absent: as `input`. */
export type ModelPrice = {
  input: number
  output: number
  cacheRead?: number | undefined
  cacheWrite?: number | undefined
  /** Names the list that the price is from, so that a cost can be explained later. */
  version: string
}

export const tiers = ['simple', 'moderate', 'complex', 'critical', 'long_context'] as const
export type Tier = (typeof tiers)[number]

/** A model that can be called. `id` is `provider/name`. */
export type ModelSpec = {
  id: string
  provider: string
  name: string
  /** Tiers of tasks that it is good enough for. */
  tiers: readonly Tier[]
  structured: StructuredOutput
  /** In tokens, question and answer together. */
  contextWindow: number
  maxOutputTokens: number
  /** False: the model refuses to be told a temperature. */
  temperature: boolean
  /** Null: not known; its calls cost null, never 0. */
  price: ModelPrice | null
  strengths: readonly string[]
}

/** Whom a call is for: it is recorded under these ids. None of them reaches the provider. */
export type CallScope = {
  tenantId: string
  meetingId: string | null
  runId: string | null
  step: string | null
  traceId: string
  /** SHA-256 of what the submitter asked to have an eye on, where that was part of the question. */
  instructionsHash?: string | null
}

/** One call of one model: what a middleware sees. */
export type ModelCall = {
  model: ModelSpec
  request: ModelRequest
  task: string
  /** `task@version` of the prompt that was rendered. */
  promptVersion: string
  /** 1 for the first call of a completion; every further call of it, to whichever model, counts on. */
  attempt: number
  scope: CallScope
  signal: AbortSignal
}

/** Answers a call or throws a `ModelError`; an abort of `signal` rejects with its reason. */
export type CallModel = (call: ModelCall) => Promise<ModelReply>

/** Wraps a model into one that does something more. The first of a list runs outermost. */
export type Middleware = (next: CallModel) => CallModel
