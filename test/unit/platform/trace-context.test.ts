import { describe, expect, it } from 'vitest'
import { continueTrace } from '../../../src/platform/trace-context.ts'

const trace = '4bf92f3577b34da6a3ce929d0e0e4736'

describe('continueTrace', () => {
  it('keeps the trace and its flags, with a span of its own', () => {
    const { traceId, traceparent } = continueTrace(`00-${trace}-00f067aa0ba902b7-00`)

    expect(traceId).toBe(trace)
    expect(traceparent).toMatch(new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)[0-9a-f]{16}-00$`))
  })

  it.each([
    undefined,
    'nonsense',
    `ff-${trace}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
  ])('starts a trace for %j', (header) => {
    const { traceId, traceparent } = continueTrace(header)

    expect(traceId).not.toBe(trace)
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  })
})
