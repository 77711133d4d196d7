import { z } from 'zod'
import type { FinishReason, ModelReply } from '../model.ts'
import { ModelError } from '../model-error.ts'
import { classifyFailure, type ProviderFailure, readFailure } from './classify-failure.ts'
import { readUsage } from './read-usage.ts'

const part = z.object({ type: z.string(), text: z.string().optional() })
const choice = z.object({
  finish_reason: z.string().nullish(),
  message: z.object({ content: z.union([z.string(), z.array(part)]).nullish(), refusal: z.string().nullish() }),
  error: z.unknown().optional(),
})
const completion = z.object({
  model: z.string().nullish(),
  choices: z.array(choice).min(1),
  usage: z.unknown().optional(),
})

/**
 * The reply in a chat completion. Aggregators report failures of their own providers with status 200: in the body, or
 * in the choice. What such a reply cost travels on the error.
 */
export const readReply = (body: unknown, model: string): ModelReply => {
  const usage = readUsage((body as { usage?: unknown } | null)?.usage)
  const parsed = completion.safeParse(body)
  if (!parsed.success) {
    const failure = readFailure((body as { error?: unknown } | null)?.error)
    if (failure === null) throw new ModelError('bad_output', `${model}: the reply is no chat completion`, { usage })
    throw failed(failure, model, { usage, servedBy: null })
  }
  const { choices, model: servedBy } = parsed.data
  const [first] = choices as [z.infer<typeof choice>]
  const served = { usage, servedBy: modelName.test(servedBy ?? '') ? (servedBy ?? null) : null }
  const failure = readFailure(first.error)
  if (failure !== null || first.finish_reason === 'error')
    throw failed(failure ?? { status: 502, code: null, text: '' }, model, served)
  const { content, refusal } = first.message
  const text = typeof content === 'string' ? content : (content ?? []).map((each) => each.text ?? '').join('')
  return { text, finishReason: refusal ? 'refusal' : finishReasonOf(first.finish_reason), ...served }
}

/** Whoever answers says who it is; what does not look like a name may be anything. */
const modelName = /^[\w.:/@+-]{1,120}$/

const failed = (failure: ProviderFailure, model: string, served: Pick<ModelReply, 'usage' | 'servedBy'>): ModelError =>
  new ModelError(
    classifyFailure(failure),
    `${model}: the provider reports a failure${failure.code === null ? '' : ` (${failure.code})`}`,
    {
      ...served,
      ...(failure.status === null ? {} : { status: failure.status }),
    },
  )

const finishReasonOf = (reason: string | null | undefined): FinishReason => {
  switch (reason) {
    case 'stop':
    case 'end_turn':
    case 'eos':
    case undefined:
    case null:
      return 'stop'
    case 'length':
    case 'max_tokens':
      return 'length'
    case 'content_filter':
      return 'filter'
    case 'refusal':
      return 'refusal'
    default:
      return 'other'
  }
}
