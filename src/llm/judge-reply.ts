import type { z } from 'zod'
import { readAnswer } from './answer/read-answer.ts'
import type { ModelReply } from './model.ts'
import { ModelError, type ModelErrorKind } from './model-error.ts'

export type Judged<Output> = { value: Output } | { kind: ModelErrorKind; problems: string[] }

/** Pure: whether a reply answers. Of a reply that was cut off nothing is used: what is missing would look like nothing found. */
export const judgeReply = <Output>(reply: ModelReply, shape: z.ZodType<Output>): Judged<Output> => {
  if (reply.finishReason === 'refusal' || reply.finishReason === 'filter') return { kind: 'refusal', problems: [] }
  if (reply.finishReason === 'length') return { kind: 'truncated', problems: ['the answer was cut off at its limit'] }
  const read = readAnswer(reply.text, shape)
  return 'value' in read ? { value: read.value } : { kind: 'bad_output', problems: read.problems }
}

/** The failure that an unusable reply stands for; it was paid for like any other. */
export const toModelError = (judged: { kind: ModelErrorKind; problems: string[] }, reply: ModelReply): ModelError =>
  new ModelError(judged.kind, judged.problems.join('; ') || 'the model would not answer', {
    usage: reply.usage,
    servedBy: reply.servedBy,
  })
