import type { OpenAI } from 'openai'
import type { ProviderSpec } from '../catalog/catalog.ts'
import type { AnswerSchema, Message, ModelCall, StructuredOutput } from '../model.ts'

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming

/** The request as the provider wants it: the shape of the answer is asked for by what the model can do. */
export const toRequestBody = (provider: Pick<ProviderSpec, 'outputLimit' | 'body'>, call: ModelCall): Body => {
  const { model, request } = call
  const asked = request.schema === null ? null : model.structured
  return {
    ...provider.body,
    model: model.name,
    messages: inWords(request.messages, asked === 'json_schema' ? null : request.schema),
    ...(request.schema === null ? {} : responseFormat(request.schema, model.structured)),
    ...(model.temperature
      ? { [provider.outputLimit]: request.maxOutputTokens, temperature: request.temperature }
      : { max_completion_tokens: Math.min(request.maxOutputTokens + roomToThink, model.maxOutputTokens) }),
  }
}

/** A model that cannot be told a temperature thinks first, and what it thinks counts as output. */
const roomToThink = 8_192

const responseFormat = (schema: AnswerSchema, structured: StructuredOutput): Pick<Body, 'response_format'> => {
  switch (structured) {
    case 'json_schema':
      return {
        response_format: {
          type: 'json_schema',
          json_schema: { name: schema.name, strict: true, schema: { ...schema.json } },
        },
      }
    case 'json_object':
      return { response_format: { type: 'json_object' } }
    case 'none':
      return {}
  }
}

/** Where the schema is not enforced it is told, behind what the first system message says. */
const inWords = (messages: readonly Message[], schema: AnswerSchema | null): Message[] => {
  if (schema === null) return [...messages]
  const words = [
    'Answer with one JSON object and nothing else: no prose, no code fence, no field that is not asked for.',
    'It must match this JSON Schema:',
    JSON.stringify(schema.json),
  ].join('\n')
  const [first, ...others] = messages
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${words}` }, ...others]
    : [{ role: 'system', content: words }, ...messages]
}
