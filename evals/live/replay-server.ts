import { LLMock } from '@copilotkit/aimock'
import { type AskedOf, questionKey, taskOf } from './reply-key.ts'

export type Served = { key: string; task: string; answer: string }

export type ReplayServer = {
  url: string
  /** Each question that was answered, once. */
  served: () => Served[]
  /** How many questions had no recorded answer: each of them was answered by an error. */
  unanswered: () => number
  stop: () => Promise<void>
}

/** An OpenAI-compatible server that knows recorded answers; `ask` is asked for others, if there is one. */
export const startReplayServer = async (
  answerOf: (asked: AskedOf) => string | undefined,
  ask?: (asked: AskedOf) => Promise<string>,
): Promise<ReplayServer> => {
  const served = new Map<string, Served>()
  const missing = new Set<string>()
  const server = new LLMock({ port: 0, journalMaxEntries: 1 })
  server.on({ predicate: () => true }, async (request) => {
    const asked = request as unknown as AskedOf
    const key = questionKey(asked)
    const answer = answerOf(asked) ?? (await ask?.(asked))
    if (answer === undefined) {
      missing.add(key)
      return { error: { message: 'no answer was recorded', type: 'invalid_request_error' }, status: 400 }
    }
    served.set(key, { key, task: taskOf(asked), answer })
    return { content: answer }
  })
  await server.start()
  return {
    url: `${server.url}/v1`,
    served: () => [...served.values()],
    unanswered: () => missing.size,
    stop: async () => {
      await server.stop()
    },
  }
}
