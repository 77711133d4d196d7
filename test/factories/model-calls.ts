import type { ModelCall, ModelRequest, ModelSpec } from '../../src/llm/model.ts'

/** A call that asks a model something small. */
export const modelCall = (
  model: ModelSpec,
  request: Partial<ModelRequest> = {},
  signal: AbortSignal = new AbortController().signal,
): ModelCall => ({
  model,
  request: {
    messages: [
      { role: 'system', content: 'Read the meeting.' },
      { role: 'user', content: 'A: hello' },
    ],
    schema: null,
    temperature: 0.2,
    maxOutputTokens: 1_000,
    ...request,
  },
  task: 'summarize_part',
  promptVersion: 'summarize_part@1',
  attempt: 1,
  scope: { tenantId: 'tenant', meetingId: null, runId: null, step: null, traceId: 'trace' },
  signal,
})
