import type { TokenUsage } from '../model.ts'

/** More than any call can take: such a count is a mistake of whoever counted. */
const most = 100_000_000

/**
 * What a call took, in buckets that do not overlap, out of the many ways in which providers say it. Null where it is not
 * said, or cannot be right (negative, fractional, more from the cache than there was, no question at all): a cost is
 * better unknown than wrong.
 */
export const readUsage = (usage: unknown): TokenUsage | null => {
  if (typeof usage !== 'object' || usage === null) return null
  const at = (...path: string[]): number | undefined => countAt(usage, path)

  // `prompt_tokens` counts the cached ones too, and so does `input_tokens` with details; plain `input_tokens` does not.
  const details = 'prompt_tokens' in usage || 'input_tokens_details' in usage
  const prompt = first(at('prompt_tokens'), at('input_tokens'))
  const completion = first(at('completion_tokens'), at('output_tokens'))
  const cacheRead =
    first(
      at('prompt_tokens_details', 'cached_tokens'),
      at('input_tokens_details', 'cached_tokens'),
      at('prompt_cache_hit_tokens'),
      at('cache_read_input_tokens'),
    ) ?? 0
  const cacheWrite =
    first(
      at('prompt_tokens_details', 'cache_write_tokens'),
      at('prompt_tokens_details', 'cache_creation_tokens'),
      at('input_tokens_details', 'cache_write_tokens'),
      at('cache_creation_input_tokens'),
    ) ?? 0
  const reasoning =
    first(
      at('completion_tokens_details', 'reasoning_tokens'),
      at('output_tokens_details', 'reasoning_tokens'),
      at('reasoning_tokens'),
    ) ?? 0
  if (prompt === undefined || completion === undefined) return null

  const input = details ? prompt - cacheRead - cacheWrite : prompt
  const output = completion + reasoningBeside(prompt, completion, reasoning, at('total_tokens'))
  const counts = { input, cacheRead, cacheWrite, output, reasoning }
  const possible = Object.values(counts).every((count) => Number.isInteger(count) && count >= 0 && count <= most)
  const asked = input + cacheRead + cacheWrite > 0
  return possible && asked && reasoning <= output ? counts : null
}

/** Some count what was thought beside the answer, which only their total tells. */
const reasoningBeside = (prompt: number, completion: number, reasoning: number, total: number | undefined): number =>
  total === prompt + completion + reasoning ? reasoning : 0

/** A number, NaN for what is none, undefined where nothing is said. */
const countAt = (usage: object, path: readonly string[]): number | undefined => {
  const value = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    usage,
  )
  if (value === undefined || value === null) return undefined
  return typeof value === 'number' ? value : Number.NaN
}

const first = (...counts: (number | undefined)[]): number | undefined => counts.find((count) => count !== undefined)
