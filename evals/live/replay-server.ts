import { LLMock } from '@copilotkit/aimock'
import type { Replies } from './replies.ts'
import { type AskedOf, replyKey } from './reply-key.ts'

export type ReplayServer = {
  url: string
  /** Keys of all questions that were asked. */
  asked: () => ReadonlySet<string>
  /** How many questions had no recorded answer: each of them was answered by an error. */
  unanswered: () => number
  stop: () => Promise<void>
}

/** An OpenAI-compatible server that knows recorded answers, and nothing else. */
export const startReplayServer = async (replies: Replies): Promise<ReplayServer> => {
  const asked = new Set<string>()
  const missing = new Set<string>()
  const server = new LLMock({ port: 0 })
  const keyOf = (request: unknown): string => replyKey(request as AskedOf)
  server.on(
    {
      predicate: (request) => {
        const key = keyOf(request)
        asked.add(key)
        if (!replies.has(key)) missing.add(key)
        return replies.has(key)
      },
    },
    (request) => ({ content: replies.get(keyOf(request)) ?? '' }),
  )
  server.on(
    { predicate: () => true },
    { error: { message: 'no answer was recorded', type: 'invalid_request_error' }, status: 400 },
  )
  await server.start()
  return {
    url: `${server.url}/v1`,
    asked: () => asked,
    unanswered: () => missing.size,
    stop: async () => {
      await server.stop()
    },
  }
}
