import type { ModelCall, ModelReply, TokenUsage } from './model.ts'

/**
 * Names of the semantic conventions of OpenTelemetry for generative AI. They are still in development: when they change,
 * they change here. The messages themselves have names too; those are not used.
 */
const names = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  temperature: 'gen_ai.request.temperature',
  maxTokens: 'gen_ai.request.max_tokens',
  outputType: 'gen_ai.output.type',
  promptName: 'gen_ai.prompt.name',
  responseModel: 'gen_ai.response.model',
  finishReasons: 'gen_ai.response.finish_reasons',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cacheRead: 'gen_ai.usage.cache_read.input_tokens',
  cacheWrite: 'gen_ai.usage.cache_creation.input_tokens',
  reasoning: 'gen_ai.usage.reasoning.output_tokens',
} as const

/** The one operation that we use. */
export const chat = 'chat'

/** What is known of a call before its answer. Nothing of the messages. */
export const callAttributes = ({ model, request, promptVersion }: ModelCall) => ({
  [names.operation]: chat,
  [names.provider]: model.provider,
  [names.requestModel]: model.name,
  [names.temperature]: model.temperature ? request.temperature : undefined,
  [names.maxTokens]: request.maxOutputTokens,
  [names.outputType]: request.schema === null ? 'text' : 'json',
  [names.promptName]: promptVersion,
})

/** What an answer tells of itself. Nothing of its text. */
export const replyAttributes = ({ servedBy, finishReason, usage }: Omit<ModelReply, 'text'>) => ({
  [names.responseModel]: servedBy,
  [names.finishReasons]: [finishReason],
  ...usageAttributes(usage),
})

/** Our buckets do not overlap; by the conventions the input includes what the cache had. */
export const usageAttributes = (usage: TokenUsage | null) =>
  usage === null
    ? {}
    : {
        [names.inputTokens]: usage.input + usage.cacheRead + usage.cacheWrite,
        [names.outputTokens]: usage.output,
        [names.cacheRead]: usage.cacheRead,
        [names.cacheWrite]: usage.cacheWrite,
        [names.reasoning]: usage.reasoning,
      }
