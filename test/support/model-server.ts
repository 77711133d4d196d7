import { type ChatCompletionRequest, type FixtureResponse, LLMock } from '@copilotkit/aimock'

/** Tokens as an OpenAI-compatible server reports them; `prompt` includes what was cached, `completion` what was thought. */
export type ServedUsage = { prompt: number; completion: number; cached?: number; reasoning?: number }

export type ModelServer = {
  /** With its `/v1`. Under this base the server tells cached and reasoning tokens too. */
  url: string
  /** Every question that arrived, with the moment (ms) of its arrival. */
  asked: { model: string; at: number; body: ChatCompletionRequest }[]
  /** Most questions that were under way at one moment. */
  peak: () => number
  close: () => Promise<void>
}

type Respond = (question: ChatCompletionRequest, index: number) => FixtureResponse | Promise<FixtureResponse>

/** An OpenAI-compatible server over HTTP, not written here, that says what `respond` returns for each question. */
export const startModelServer = async (respond: Respond): Promise<ModelServer> => {
  const asked: ModelServer['asked'] = []
  let flying = 0
  let peak = 0
  const mock = new LLMock({ port: 0 })
  mock.on({ predicate: () => true }, async (body) => {
    asked.push({ model: body.model, at: performance.now(), body })
    flying += 1
    peak = Math.max(peak, flying)
    try {
      return await respond(body, asked.length - 1)
    } finally {
      flying -= 1
    }
  })
  await mock.start()
  return { url: `${mock.url}/api/v1`, asked, peak: () => peak, close: () => mock.stop() }
}

/** An answer with its usage. */
export const answering = (
  content: unknown,
  usage: ServedUsage = { prompt: 100, completion: 10 },
  finishReason = 'stop',
) => ({
  content: typeof content === 'string' ? content : JSON.stringify(content),
  finishReason,
  usage: {
    prompt_tokens: usage.prompt,
    completion_tokens: usage.completion,
    total_tokens: usage.prompt + usage.completion,
    prompt_tokens_details: { cached_tokens: usage.cached ?? 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
  },
})

export const failing = (status: number, message = 'it failed', retryAfter?: number) => ({
  status,
  error: { message, type: 'server_error' },
  ...(retryAfter === undefined ? {} : { retryAfter }),
})
