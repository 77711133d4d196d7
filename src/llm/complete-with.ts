import { abortable } from './abortable.ts'
import { toAnswerSchema } from './answer/to-answer-schema.ts'
import { askAgain } from './ask-again.ts'
import { ChainExhausted, type FailedHop } from './chain-exhausted.ts'
import type { ChooseModels } from './choose-models.ts'
import { judgeReply, toModelError } from './judge-reply.ts'
import type { CallModel, CallScope, Message, ModelReply, ModelRequest, ModelSpec } from './model.ts'
import { ModelError } from './model-error.ts'
import { nextHops } from './routing/next-hops.ts'
import { createTally, type Tally } from './tally.ts'
import { type Completion, promptVersionOf, type Task } from './task.ts'
import { estimateTokens } from './tokens.ts'

export type CompletionParts = {
  choose: ChooseModels
  /** US dollars that the tenant may still spend today; null: as much as it takes. */
  budgetLeft: (tenantId: string) => Promise<number | null>
  /** One call of one model with everything around it. Lets replies through that `check` does not throw for. */
  stack: (tally: Tally, check: (reply: ModelReply) => void) => CallModel
}

/** Questions after the first to one model, where its answers were of no use. */
const mostReasks = 2

/** Asks one model after the other until one answers. */
export const completeWith = async <Input, Output>(
  parts: CompletionParts,
  task: Task<Input, Output>,
  input: Input,
  context: { scope: CallScope; signal: AbortSignal },
): Promise<Completion<Output>> => {
  context.signal.throwIfAborted()
  const tally = createTally()
  const shape = task.prompt.answer(input)
  const schema = toAnswerSchema(task.name, shape)
  const schemaTokens = estimateTokens(JSON.stringify(schema.json))
  const { chain, rejected } = parts.choose({
    task,
    // What can be left out of the question does not decide who may be asked.
    promptTokens: sizeOf(task.prompt.render(input, { maxTokens: 0 })) + schemaTokens,
    maxOutputTokens: task.maxOutputTokens,
    left: await abortable(parts.budgetLeft(context.scope.tenantId), context.signal),
  })
  const hops: FailedHop[] = []
  let rest = chain
  for (let model = rest.shift(); model !== undefined; model = rest.shift()) {
    const callsBefore = tally.calls()
    try {
      const value = await askModel(model)
      return {
        value,
        model: model.id,
        promptVersion: promptVersionOf(task.prompt),
        usage: tally.usage(),
        cost: tally.cost(),
        cached: tally.calls() === 0,
        attempts: tally.calls(),
      }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      const { kind, message } = error
      hops.push({ model: model.id, kind, message, attempts: tally.calls() - callsBefore })
      rest = nextHops(rest, model, kind)
    }
  }
  throw new ChainExhausted(task.name, cutOffLast(hops), rejected)

  async function askModel(model: ModelSpec): Promise<Output> {
    const maxOutputTokens = Math.min(task.maxOutputTokens, model.maxOutputTokens)
    const room = Math.floor((model.contextWindow - maxOutputTokens - schemaTokens) * countingMargin)
    const messages = task.prompt.render(input, { maxTokens: room })
    if (sizeOf(messages) > room)
      throw new ModelError(
        'context_too_long',
        `the question does not fit the ${model.contextWindow} tokens of ${model.id}`,
      )
    const first: ModelRequest = { messages, schema, temperature: task.temperature, maxOutputTokens }
    let request = first
    for (let reasks = 0; ; reasks += 1) {
      const last: { answer: { text: string; problems: readonly string[] } | null } = { answer: null }
      try {
        return await ask(model, request, last)
      } catch (error) {
        if (!(error instanceof ModelError) || reasks === mostReasks) throw error
        const { text, problems } = last.answer ?? { text: '', problems: [error.message] }
        const again = askAgain(first, request, { kind: error.kind, text, problems }, model)
        if (again === null) throw error
        request = again
      }
    }
  }

  async function ask(
    model: ModelSpec,
    request: ModelRequest,
    last: { answer: { text: string; problems: readonly string[] } | null },
  ): Promise<Output> {
    const read = (reply: ModelReply): Output => {
      const judged = judgeReply(reply, shape)
      if ('value' in judged) return judged.value
      last.answer = { text: reply.text, problems: judged.problems }
      throw toModelError(judged, reply)
    }
    const promptVersion = promptVersionOf(task.prompt)
    const call = parts.stack(tally, read)
    // Read again: what comes from the cache has not been looked at in this process.
    return read(await call({ model, request, task: task.name, promptVersion, attempt: tally.calls() + 1, ...context }))
  }
}

/** That an answer was too long is what the caller can do something about, so it is told last. */
const cutOffLast = (hops: readonly FailedHop[]): FailedHop[] =>
  hops.toSorted((a, b) => Number(a.kind === 'truncated') - Number(b.kind === 'truncated'))

/** Estimates may be short of the truth by so much. */
const countingMargin = 0.95

const sizeOf = (messages: readonly Message[]): number =>
  messages.reduce((sum, message) => sum + estimateTokens(message.content) + 4, 0)
