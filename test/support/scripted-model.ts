import { type FixtureResponse, LLMock } from '@copilotkit/aimock'
import { type Asked, answerOf, taskOf } from './scripted-reader.ts'

/** Tokens as the server bills them. */
export type Billed = {
  prompt_tokens: number
  completion_tokens: number
  cached_tokens: number
  reasoning_tokens: number
}

export type ServedCall = { task: string; model: string; status: number; billed: Billed | null; body: Asked }

/** What comes instead of an answer; undefined: the answer. */
export type Fault = (asked: Asked, call: number) => FixtureResponse | undefined | Promise<FixtureResponse | undefined>

export type ScriptedModel = {
  /** Base URL for an OpenAI client, under which cached and reasoning tokens are told too; the same after a restart. */
  url: string
  calls: () => readonly ServedCall[]
  /** Most calls that were under way at one moment. */
  peak: () => number
  /** From now on; undefined: every question is answered. */
  setFault: (fault: Fault | undefined) => void
  /** Refuses connections until it is started again. */
  stop: () => Promise<void>
  start: () => Promise<void>
}

/**
 * An OpenAI-compatible server that was not written here, with answers that are known beforehand (scripted-reader.ts),
 * a latency, and faults on demand.
 */
export const startScriptedModel = async (
  options: { latencyMs?: number; model?: string } = {},
): Promise<ScriptedModel> => {
  const { latencyMs = 0 } = options
  const calls: ServedCall[] = []
  let fault: Fault | undefined
  let flying = 0
  let peak = 0
  let port = 0
  let server = open()

  function open(): LLMock {
    const mock = new LLMock({ port, journalMaxEntries: 0 })
    mock.on({ predicate: () => true }, async (request) => {
      const asked = request as unknown as Asked & { model: string }
      flying += 1
      peak = Math.max(peak, flying)
      try {
        if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
        const failed = await fault?.(asked, calls.length)
        const billed = failed === undefined ? billFor(asked) : null
        const status = (failed as { status?: number } | undefined)?.status ?? 200
        calls.push({ task: taskOf(asked), model: asked.model, status, billed, body: asked })
        return failed ?? { content: JSON.stringify(answerOf(asked)), usage: usageOf(billed as Billed) }
      } finally {
        flying -= 1
      }
    })
    return mock
  }

  await server.start()
  port = Number(new URL(server.url).port)
  return {
    url: `http://127.0.0.1:${port}/api/v1`,
    calls: () => calls,
    peak: () => peak,
    setFault: (given) => {
      fault = given
    },
    stop: async () => {
      await server.stop()
    },
    start: async () => {
      server = open()
      await server.start()
    },
  }
}

/** Figures that follow from the question alone, every bucket of them filled now and then. */
const billFor = (asked: Asked): Billed => {
  const characters = asked.messages.reduce((sum, message) => sum + String(message.content).length, 0)
  const prompt = Math.ceil(characters / 4)
  return {
    prompt_tokens: prompt,
    completion_tokens: 100 + (characters % 97),
    cached_tokens: characters % 3 === 0 ? Math.floor(prompt / 2) : 0,
    reasoning_tokens: characters % 2 === 0 ? 40 : 0,
  }
}

const usageOf = ({ prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens }: Billed) => ({
  prompt_tokens,
  completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
  prompt_tokens_details: { cached_tokens },
  completion_tokens_details: { reasoning_tokens },
})
