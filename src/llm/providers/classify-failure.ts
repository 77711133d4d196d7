import { z } from 'zod'
import type { ModelErrorKind } from '../model-error.ts'

/** What a provider says of a failure. `text` decides and is then forgotten: it may repeat the prompt, or the key. */
export type ProviderFailure = { status: number | null; code: string | null; text: string }

const shape = z.object({
  message: z.unknown().optional(),
  code: z.union([z.string(), z.number()]).nullish(),
  type: z.string().nullish(),
  metadata: z.unknown().optional(),
})

/** The `error` of a body, as different providers write it; null where there is none. */
export const readFailure = (error: unknown, status: number | null = null): ProviderFailure | null => {
  if (error === undefined || error === null) return null
  if (typeof error === 'string') return { status, code: null, text: error.slice(0, 2_000) }
  const parsed = shape.safeParse(error)
  if (!parsed.success) return { status, code: null, text: '' }
  const { message, code, type, metadata } = parsed.data
  const number = typeof code === 'number' && code >= 400 && code < 600 ? code : null
  const word = [code, type].find(
    (each) => typeof each === 'string' && /^[a-z]+(?:_[a-z]+)*$/i.test(each) && each.length <= 60,
  ) as string | undefined
  const words = typeof message === 'string' ? message : JSON.stringify(error)
  const text = `${words} ${type ?? ''} ${code ?? ''} ${JSON.stringify(metadata ?? '')}`
  return { status: status ?? number, code: word ?? null, text: text.slice(0, 4_000) }
}

/** Pure: the kind of a failure, by its status and, where that says too little, by its words. */
export const classifyFailure = ({ status, code, text }: ProviderFailure): ModelErrorKind => {
  const said = `${code ?? ''} ${text}`
  // Paid up is paid up: asking again does not fill the account.
  if (status === 429) return /insufficient_quota|billing|credit balance/i.test(said) ? 'unauthorized' : 'rate_limited'
  if (status === 403 && filtered.test(said)) return 'refusal'
  const known = status === null ? undefined : byStatus.get(status)
  if (known !== undefined) return known
  if (status !== null && status >= 500) return 'server_error'
  if (tooLong.test(said)) return 'context_too_long'
  if (/provider returned error|upstream/i.test(said)) return 'upstream'
  if (filtered.test(said)) return 'refusal'
  if (/overloaded/i.test(said)) return 'overloaded'
  if (/rate.?limit/i.test(said)) return 'rate_limited'
  // A failure that says nothing of itself, reported with status 200, is the provider's.
  return status === null ? 'server_error' : 'bad_request'
}

const byStatus: ReadonlyMap<number, ModelErrorKind> = new Map([
  [401, 'unauthorized'],
  [402, 'unauthorized'],
  [403, 'unauthorized'],
  [408, 'server_error'],
  [409, 'server_error'],
  [413, 'context_too_long'],
  [503, 'overloaded'],
  [529, 'overloaded'],
])

const filtered = /content.?(filter|policy|management)|moderation|flagged|responsible ai/i
const tooLong =
  /context.?(length|window|size)|maximum context|too many (input )?tokens|(prompt|input|request) (is )?too (long|large)|string_above_max_length/i
