import { sha256 } from '../../domain/ids.ts'
import { stableJson } from '../../domain/stable-json.ts'
import { type Gateway, promptVersionOf, type Task } from '../../llm/task.ts'
import type { AnalysisContext } from '../analyst.ts'
import { throwIfCancelled } from '../throw-if-cancelled.ts'

export type Answered<Output> = { value: Output; model: string; promptVersion: string }
export type Ask = <Input, Output>(
  task: Task<Input, Output>,
  input: Input,
  context: AnalysisContext,
) => Promise<Answered<Output>>

type Calls = Map<string, Promise<Answered<unknown>>>

/**
 * Asks a model once for everything: the answer is kept under the hash of what was asked, of whom and in which version
 * of the prompt, so that unchanged work is never paid for again. Equal questions of one piece of work, told by its
 * signal, share one call. Throws what the gateway throws, and `cancelled` when the signal was aborted.
 */
export const createAsk = (gateway: Gateway): Ask => {
  const underWay = new WeakMap<AbortSignal, Calls>()
  return async <Input, Output>(task: Task<Input, Output>, input: Input, context: AnalysisContext) => {
    throwIfCancelled(context.signal)
    const key = memoKey(gateway, task, task.prompt.render(input, { maxTokens: Number.MAX_SAFE_INTEGER }))
    const calls: Calls = underWay.get(context.signal) ?? new Map()
    underWay.set(context.signal, calls)
    const own = `${context.scope.tenantId} ${context.scope.meetingId ?? ''} ${key}`
    const call =
      (calls.get(own) as Promise<Answered<Output>> | undefined) ?? askOnce(gateway, task, input, context, key)
    calls.set(own, call)
    try {
      return await call
    } finally {
      calls.delete(own)
    }
  }
}

/** All that decides what comes back. */
export const memoKey = <Input, Output>(gateway: Gateway, task: Task<Input, Output>, asked: unknown): string =>
  sha256(stableJson({ task: promptVersionOf(task.prompt), model: gateway.preferred(task), asked }))

const askOnce = async <Input, Output>(
  gateway: Gateway,
  task: Task<Input, Output>,
  input: Input,
  context: AnalysisContext,
  key: string,
): Promise<Answered<Output>> => {
  const kept = readKept(task.prompt.answer(input), (await context.memo.read([key])).get(key))
  if (kept) return kept
  try {
    const { value, model, promptVersion } = await gateway.complete(task, input, context)
    await context.memo.save(key, { value, model, promptVersion })
    return { value, model, promptVersion }
  } catch (error) {
    throwIfCancelled(context.signal)
    throw error
  }
}

/** What was kept, if it still has the shape of an answer. */
const readKept = <Output>(
  answer: { safeParse: (value: unknown) => { success: boolean; data?: Output } },
  kept: unknown,
): Answered<Output> | null => {
  if (typeof kept !== 'object' || kept === null) return null
  const { value, model, promptVersion } = kept as Partial<Answered<unknown>>
  const parsed = answer.safeParse(value)
  if (!parsed.success || typeof model !== 'string' || typeof promptVersion !== 'string') return null
  return { value: parsed.data as Output, model, promptVersion }
}
