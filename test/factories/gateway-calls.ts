import type { CallModel, ModelCall, ModelReply } from '../../src/llm/model.ts'
import { ModelError, type ModelErrorKind } from '../../src/llm/model-error.ts'
import { modelSpec } from './model-specs.ts'

/** A call as a middleware sees it. */
export const modelCall = (more: Partial<ModelCall> = {}): ModelCall => ({
  model: modelSpec('alpha/m'),
  request: { messages: [{ role: 'user', content: 'how many?' }], schema: null, temperature: 0, maxOutputTokens: 100 },
  task: 'judge_values',
  promptVersion: 'judge_values@1',
  attempt: 1,
  scope: { tenantId: 'tenant', meetingId: null, runId: null, step: null, traceId: 'trace' },
  signal: new AbortController().signal,
  ...more,
})

export const modelReply = (more: Partial<ModelReply> = {}): ModelReply => ({
  text: '{}',
  finishReason: 'stop',
  usage: { input: 100, cacheRead: 0, cacheWrite: 0, output: 10, reasoning: 0 },
  servedBy: 'm-1',
  ...more,
})

export const failure = (kind: ModelErrorKind, options: ConstructorParameters<typeof ModelError>[2] = {}): ModelError =>
  new ModelError(kind, kind, options)

/** A model that gives these in turn, the last one for ever; errors are thrown. */
export const inTurn = (...outcomes: (ModelReply | Error)[]) => {
  const calls: ModelCall[] = []
  const call: CallModel = async (asked) => {
    const outcome = outcomes[Math.min(calls.length, outcomes.length - 1)] ?? modelReply()
    calls.push(asked)
    if (outcome instanceof Error) throw outcome
    return outcome
  }
  return { call, calls }
}
