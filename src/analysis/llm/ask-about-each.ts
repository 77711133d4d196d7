import type { Completion, Gateway, Task } from '../../llm/task.ts'
import type { AnalysisContext } from '../analyst.ts'
import { modelFailure } from '../model-failure.ts'
import { throwIfCancelled } from '../throw-if-cancelled.ts'
import { memoKey } from './ask.ts'

/** More in one question makes models careless. */
const mostAtOnce = 20

/**
 * Asks about a list of items in batches and keeps the answer to each by itself, so that a batch that is put together
 * otherwise pays only for what is new. `answersOf` gives the answers of a batch with the ids that were offered; what
 * has another id is dropped, and of two answers to one id the first counts.
 */
export const askAboutEach = async <Item extends { id: number }, Input, Output, Answer extends { id: number }>(
  gateway: Gateway,
  task: Task<Input, Output>,
  items: readonly Item[],
  shape: {
    inputOf: (items: readonly Item[]) => Input
    answersOf: (completion: Completion<Output>) => readonly Answer[]
    /** What a batch without an answer is called where it is told. */
    part: string
  },
  context: AnalysisContext,
): Promise<Answer[]> => {
  throwIfCancelled(context.signal)
  const keyed = items.map((item) => ({
    item,
    key: memoKey(
      gateway,
      task,
      task.prompt.render(shape.inputOf([{ ...item, id: 0 }]), { maxTokens: Number.MAX_SAFE_INTEGER }),
    ),
  }))
  const kept = await context.memo.read(keyed.map(({ key }) => key))
  const known = keyed.flatMap(({ item, key }) => {
    const answer = kept.get(key) as Answer | undefined
    return answer ? [{ ...answer, id: item.id }] : []
  })
  const missing = keyed.filter(({ key }) => !kept.has(key))
  const batches = Array.from({ length: Math.ceil(missing.length / mostAtOnce) }, (_, at) =>
    missing.slice(at * mostAtOnce, (at + 1) * mostAtOnce),
  )
  const asked = await Promise.allSettled(
    batches.map(async (batch) => {
      const input = shape.inputOf(batch.map(({ item }, id) => ({ ...item, id })))
      const answers = new Map<number, Answer>()
      for (const answer of shape.answersOf(await gateway.complete(task, input, context)))
        if (!answers.has(answer.id)) answers.set(answer.id, answer)
      const found = batch.flatMap(({ item, key }, id) => {
        const answer = answers.get(id)
        return answer ? [{ key, answer: { ...answer, id: item.id } }] : []
      })
      await Promise.all(found.map(({ key, answer }) => context.memo.save(key, answer)))
      return found.map(({ answer }) => answer)
    }),
  )
  throwIfCancelled(context.signal)
  return [...known, ...whatSucceeded(asked, (reason) => context.fellBack?.({ part: shape.part, reason }))]
}

/** One batch that no model answered costs its own answers only; when none was answered, that is thrown. */
const whatSucceeded = <Answer>(
  batches: readonly PromiseSettledResult<Answer[]>[],
  tell: (reason: string) => void,
): Answer[] => {
  const failures = batches.flatMap((batch) => (batch.status === 'rejected' ? [batch.reason] : []))
  const fatal = failures.find((error) => modelFailure(error) === null)
  if (fatal !== undefined) throw fatal
  if (failures.length > 0 && failures.length === batches.length) throw failures[0]
  for (const failure of failures) tell(modelFailure(failure) ?? 'unknown')
  return batches.flatMap((batch) => (batch.status === 'fulfilled' ? batch.value : []))
}
