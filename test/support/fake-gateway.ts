import { ChainExhausted } from '../../src/llm/chain-exhausted.ts'
import type { Message } from '../../src/llm/model.ts'
import type { ModelErrorKind } from '../../src/llm/model-error.ts'
import { type Complete, type Gateway, promptVersionOf, type TaskName } from '../../src/llm/task.ts'

export type Asked = { task: TaskName; input: unknown; system: string; user: string }

/** A gateway whose answers come from a function; they pass the schema of the task as a model's would have to. */
export const createFakeGateway = (reply: (asked: Asked) => unknown) => {
  const asked: Asked[] = []
  const model = { id: 'fake/reader' }
  const complete: Complete = async (task, input, { signal }) => {
    signal.throwIfAborted()
    const messages = task.prompt.render(input, { maxTokens: 100_000 })
    const text = (role: Message['role']) => messages.find((message) => message.role === role)?.content ?? ''
    const question = { task: task.name, input, system: text('system'), user: text('user') }
    asked.push(question)
    const answer = reply(question)
    if (answer instanceof Error) throw answer
    return {
      value: task.prompt.answer(input).parse(answer),
      model: model.id,
      promptVersion: promptVersionOf(task.prompt),
      usage: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 },
      cost: '0',
      cached: false,
      attempts: 1,
    }
  }
  const gateway: Gateway = { complete, preferred: () => model.id, close: async () => {} }
  /** What the question at a place was about; -1 is the last one. */
  const inputAt = <Input>(place: number): Input => {
    const question = asked.at(place)
    if (!question) throw new Error(`there was no question ${place}`)
    return question.input as Input
  }
  return { gateway, asked, model, inputAt, count: (task: TaskName) => asked.filter((one) => one.task === task).length }
}

/** What a gateway throws when its chain gave no answer. */
export const exhausted = (task: TaskName, ...kinds: ModelErrorKind[]): ChainExhausted =>
  new ChainExhausted(
    task,
    kinds.map((kind) => ({ model: 'fake/reader', kind, message: kind, attempts: 1 })),
    [],
  )
