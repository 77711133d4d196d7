import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readUsage } from '../../../../src/llm/providers/read-usage.ts'

const none = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }

describe('the usage of a call', () => {
  it.each([
    ['plain', { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }, { input: 100, output: 20 }],
    [
      'OpenAI: the question counts what was cached, the answer what was thought',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 64, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 30, audio_tokens: 0 },
      },
      { input: 36, cacheRead: 64, output: 50, reasoning: 30 },
    ],
    [
      'DeepSeek',
      { prompt_tokens: 100, completion_tokens: 5, prompt_cache_hit_tokens: 60, prompt_cache_miss_tokens: 40 },
      { input: 40, cacheRead: 60, output: 5 },
    ],
    [
      'Anthropic: the question does not count what was cached',
      { input_tokens: 10, cache_creation_input_tokens: 70, cache_read_input_tokens: 20, output_tokens: 9 },
      { input: 10, cacheWrite: 70, cacheRead: 20, output: 9 },
    ],
    [
      'Anthropic behind a proxy: the question counts it again',
      { prompt_tokens: 100, cache_creation_input_tokens: 70, cache_read_input_tokens: 20, completion_tokens: 9 },
      { input: 10, cacheWrite: 70, cacheRead: 20, output: 9 },
    ],
    [
      'OpenRouter',
      {
        prompt_tokens: 100,
        completion_tokens: 9,
        prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 30 },
        cost: 0.01,
      },
      { input: 50, cacheRead: 20, cacheWrite: 30, output: 9 },
    ],
    [
      'thought beside the answer, as the total tells',
      {
        prompt_tokens: 100,
        completion_tokens: 9,
        total_tokens: 139,
        completion_tokens_details: { reasoning_tokens: 30 },
      },
      { input: 100, output: 39, reasoning: 30 },
    ],
    [
      'responses',
      {
        input_tokens: 100,
        output_tokens: 9,
        input_tokens_details: { cached_tokens: 40 },
        output_tokens_details: { reasoning_tokens: 4 },
      },
      { input: 60, cacheRead: 40, output: 9, reasoning: 4 },
    ],
    ['nothing in the details', { prompt_tokens: 7, completion_tokens: 0, prompt_tokens_details: null }, { input: 7 }],
  ])('is read in four buckets: %s', (_, usage, expected) => {
    expect(readUsage(usage)).toEqual({ ...none, ...expected })
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'many'],
    ['half of it', { prompt_tokens: 5 }],
    ['negative', { prompt_tokens: -5, completion_tokens: 5 }],
    ['fractional', { prompt_tokens: 5.5, completion_tokens: 5 }],
    ['written as text', { prompt_tokens: '5', completion_tokens: 5 }],
    [
      'more from the cache than was asked',
      { prompt_tokens: 5, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 6 } },
    ],
    [
      'more thought than answered',
      { prompt_tokens: 5, completion_tokens: 5, completion_tokens_details: { reasoning_tokens: 6 } },
    ],
    ['no question at all', { prompt_tokens: 0, completion_tokens: 5 }],
    ['more than any call can take', { prompt_tokens: 5e12, completion_tokens: 5 }],
    ['not a number', { prompt_tokens: Number.NaN, completion_tokens: 5 }],
  ])('is not known when it is %s', (_, usage) => {
    expect(readUsage(usage)).toBeNull()
  })

  it('never gives garbage, whatever is said', () => {
    const count = fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null), fc.nat(1_000))
    const details = fc.dictionary(fc.constantFrom('cached_tokens', 'reasoning_tokens', 'cache_write_tokens'), count)
    const usage = fc.dictionary(
      fc.constantFrom(
        'prompt_tokens',
        'completion_tokens',
        'input_tokens',
        'output_tokens',
        'total_tokens',
        'cache_read_input_tokens',
        'prompt_tokens_details',
        'completion_tokens_details',
      ),
      fc.oneof(count, details),
    )
    fc.assert(
      fc.property(usage, (said) => {
        const read = readUsage(said)

        for (const tokens of Object.values(read ?? {})) {
          expect(Number.isInteger(tokens)).toBe(true)
          expect(tokens).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
