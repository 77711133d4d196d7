import { chunkSegments } from '../domain/meeting/chunk-segments.ts'
import type { MeetingContext, Segment } from '../domain/meeting/meeting.ts'
import type { VersionedModel } from '../domain/tracking-model/model.ts'
import { ChainExhausted } from '../llm/chain-exhausted.ts'
import type { Gateway } from '../llm/task.ts'
import { countMessages, countTokens, estimateTokens } from '../llm/tokens.ts'
import type { Reader } from './analyst.ts'
import { bareContext } from './bare-context.ts'
import { createLlmAnalyst } from './llm/llm-analyst.ts'

export type ReadingToRehearse = {
  meeting: MeetingContext
  model: VersionedModel
  segments: readonly Segment[]
  /** Whom insights are read for, and whom it is summarised for; none: no summaries are wanted. */
  readers: readonly Reader[]
  personas: readonly Reader[]
  instructions: string | null
}

export type Rehearsal = {
  chunks: number
  transcriptTokens: number
  /** By task: how many questions, and the tokens of all of them. */
  questions: { task: string; calls: number; input: number }[]
}

/** Of longer transcripts tokens are estimated from their letters: counting them would take seconds. */
const longestCounted = 1_000_000
/** What a part of a long talk comes down to, in number and length. */
const standIn = { points: Array.from({ length: 4 }, () => ({ text: 'x'.repeat(140), segments: [] })) }

/**
 * Puts the questions about a transcript as the analyst does, to nobody, and counts them: calls and tokens are those of
 * the prompts in use, with this tracking model and these readers. What depends on answers is not asked.
 */
export const rehearseReading = async (reading: ReadingToRehearse, signal: AbortSignal): Promise<Rehearsal> => {
  const { segments, personas, ...shared } = reading
  const characters = segments.reduce((sum, segment) => sum + segment.text.length, 0)
  const exact = characters <= longestCounted
  const asked = new Map<string, { calls: number; input: number }>()
  const analyst = createLlmAnalyst({ gateway: nobody(asked, exact) })
  const context = bareContext(signal)
  const chunks = chunkSegments(segments, analyst.chunkLimits ?? { maxCharacters: 16_000, contextCharacters: 2_000 })
  for (const chunk of chunks) await unanswered(analyst.extractChunk({ ...shared, ...chunk }, context))
  for (const reader of personas)
    await unanswered(analyst.summarize({ ...shared, segments, reader, insights: [] }, context))
  return {
    chunks: chunks.length,
    transcriptTokens: segments.reduce((sum, { text }) => sum + (exact ? countTokens(text) : estimateTokens(text)), 0),
    questions: [...asked].map(([task, counted]) => ({ task, ...counted })),
  }
}

/** A gateway behind which there is no model. It lets others have a turn after each question. */
const nobody = (asked: Map<string, { calls: number; input: number }>, exact: boolean): Gateway => ({
  preferred: () => null,
  close: async () => {},
  complete: async (task, input, { signal }) => {
    const messages = task.prompt.render(input, { maxTokens: Number.MAX_SAFE_INTEGER })
    const tokens = exact
      ? countMessages(messages)
      : messages.reduce((sum, message) => sum + estimateTokens(message.content), 0)
    const before = asked.get(task.name) ?? { calls: 0, input: 0 }
    asked.set(task.name, { calls: before.calls + 1, input: before.input + tokens })
    await new Promise(setImmediate)
    signal.throwIfAborted()
    if (task.name !== 'summarize_part') throw new ChainExhausted(task.name, [], [])
    const usage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }
    const value = task.prompt.answer(input).parse(standIn)
    return { value, model: '', promptVersion: '', usage, cost: null, cached: false, attempts: 1 }
  },
})

const unanswered = async (work: Promise<unknown>): Promise<void> => {
  try {
    await work
  } catch (error) {
    if (!(error instanceof ChainExhausted)) throw error
  }
}
