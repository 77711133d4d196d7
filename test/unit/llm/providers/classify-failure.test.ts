import { describe, expect, it } from 'vitest'
import { classifyFailure, readFailure } from '../../../../src/llm/providers/classify-failure.ts'
import { readRetryAfter } from '../../../../src/llm/providers/read-retry-after.ts'

const kindOf = (status: number | null, error: unknown) =>
  classifyFailure(readFailure(error, status) ?? { status, code: null, text: '' })

describe('the kind of a failure', () => {
  it.each([
    [429, { message: 'Rate limit reached', code: 'rate_limit_exceeded' }, 'rate_limited'],
    [429, { message: 'You exceeded your current quota', code: 'insufficient_quota' }, 'unauthorized'],
    [503, { message: 'down' }, 'overloaded'],
    [529, { type: 'overloaded_error', message: 'Overloaded' }, 'overloaded'],
    [500, { message: 'oops' }, 'server_error'],
    [502, null, 'server_error'],
    [408, null, 'server_error'],
    [409, null, 'server_error'],
    [401, { code: 'invalid_api_key' }, 'unauthorized'],
    [402, { message: 'Insufficient credits' }, 'unauthorized'],
    [403, { message: 'no access' }, 'unauthorized'],
    [403, { message: 'Your input was flagged', metadata: { reasons: ['x'] } }, 'refusal'],
    [413, { type: 'request_too_large' }, 'context_too_long'],
    [400, { message: 'Provider returned error', code: 400, metadata: { provider_name: 'Stealth' } }, 'upstream'],
    [400, { code: 'context_length_exceeded', message: 'x' }, 'context_too_long'],
    [400, { message: "This model's maximum context length is 8192 tokens" }, 'context_too_long'],
    [400, { message: 'prompt is too long: 210000 tokens > 200000 maximum' }, 'context_too_long'],
    [
      400,
      { object: 'error', message: 'the request exceeds the available context size', code: 400 },
      'context_too_long',
    ],
    [400, { code: 'content_filter', message: 'x' }, 'refusal'],
    [400, { message: 'Unknown parameter' }, 'bad_request'],
    [404, { code: 'model_not_found', message: 'x' }, 'bad_request'],
    [422, 'Unprocessable', 'bad_request'],
    [307, null, 'bad_request'],
    [null, { code: 502, message: 'Bad gateway' }, 'server_error'],
    [null, { code: 429, message: 'slow down' }, 'rate_limited'],
    [null, { message: 'Provider returned error' }, 'upstream'],
    [null, { message: 'Rate limit exceeded: free-models-per-min' }, 'rate_limited'],
    [null, {}, 'server_error'],
  ] as const)('of status %s with %j is %s', (status, error, kind) => {
    expect(kindOf(status, error)).toBe(kind)
  })

  it('comes with a code that is a word, and with nothing else that was said', () => {
    expect(readFailure({ code: 'sk canary, please', type: 'invalid_request_error', message: 'x' })?.code).toBe(
      'invalid_request_error',
    )
  })
})

describe('how long a provider wants to be left alone', () => {
  const now = Date.parse('2026-11-21T12:00:00Z')
  const read = (headers: Record<string, string>) => readRetryAfter(new Headers(headers), now)

  it.each([
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    [{ 'retry-after': 'Sat, 21 Nov 2026 12:00:07 GMT' }, 7_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': '99999999' }, 86_400_000],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('%j: %s ms', (headers, ms) => {
    expect(read(headers as Record<string, string>)).toBe(ms)
  })
})
