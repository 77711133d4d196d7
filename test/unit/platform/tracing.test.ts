import { setImmediate as turn } from 'node:timers/promises'
import pLimit from 'p-limit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTracing } from '../../../src/platform/open-tracing.ts'
import { noTracing, type SpanRequest, type Tracing } from '../../../src/platform/tracing.ts'
import { type CollectedSpan, type Collector, startCollector } from '../../support/collector.ts'

const header = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const log = { warn: () => {} }

let collector: Collector
let tracing: Tracing
let spans: CollectedSpan[]

const span = (name: string, more: Partial<SpanRequest> = {}): SpanRequest => ({
  ...{ name, kind: 'internal', attributes: {} },
  ...more,
})
const found = (name: string): CollectedSpan => {
  const [one, another] = spans.filter((each) => each.name === name)
  if (one === undefined || another !== undefined) throw new Error(`not exactly one span is called ${name}`)
  return one
}

beforeAll(async () => {
  collector = await startCollector()
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url
  tracing = await openTracing({ on: true, role: 'test', version: '1.2.3', log })
  const { withSpan } = tracing
  const limit = pLimit(1)
  await withSpan(span('request', { kind: 'server', parent: header }), async () => {
    await Promise.all(
      ['a', 'b'].map((name) =>
        withSpan(span(`step ${name}`), () =>
          limit(async () => {
            await turn()
            await withSpan(span(`call ${name}`, { kind: 'client', attributes: { n: 1, none: null } }), async () => {})
          }),
        ),
      ),
    )
  })
  await withSpan(span('unsampled', { parent: header.replace(/01$/, '00') }), async (one) => {
    expect(one.traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00$/)
  })
  await withSpan(span('malformed', { parent: 'nonsense' }), async (one) => {
    one.set({ later: true, words: ['x', 'y'] })
    one.rename('renamed')
  })
  const secret = Object.assign(new Error('the words of somebody'), { code: 'rate_limited' })
  await withSpan(span('failing', { parent: header }), () => Promise.reject(secret)).catch(() => {})
  await tracing.close()
  spans = collector.spans()
})
afterAll(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
  return collector.close()
})

describe('tracing', () => {
  it('continues the trace that it is given', () => {
    expect(found('request')).toMatchObject({
      ...{ traceId: header.slice(3, 35), parentSpanId: header.slice(36, 52), kind: 2, service: 'throughline-test' },
    })
  })

  it('puts work below what is active, each below its own, even where they wait for one another', () => {
    for (const name of ['a', 'b']) {
      expect(found(`step ${name}`).parentSpanId).toBe(found('request').spanId)
      expect(found(`call ${name}`).parentSpanId).toBe(found(`step ${name}`).spanId)
    }
    expect(found('call a')).toMatchObject({ kind: 3, attributes: { n: 1 } })
    expect(found('call a').attributes).not.toHaveProperty('none')
  })

  it('sends nothing of a trace that the caller does not want', () => {
    expect(spans.map((one) => one.name)).not.toContain('unsampled')
  })

  it('starts a trace where the header is malformed, and takes what is known later', () => {
    const renamed = found('renamed')

    expect(renamed.parentSpanId).toBe('')
    expect(renamed.traceId).not.toBe(header.slice(3, 35))
    expect(renamed.attributes).toEqual({ later: true, words: ['x', 'y'] })
  })

  it('tells the kind of an error and never its message', () => {
    expect(found('failing')).toMatchObject({ failed: true, attributes: { 'error.type': 'rate_limited' } })
    expect(collector.raw()).not.toContain('the words of somebody')
  })

  it('does the work and nothing else when it is off', async () => {
    const off = await openTracing({ on: false, role: 'test', version: '1.2.3', log })

    expect(off).toBe(noTracing)
    expect(await off.withSpan(span('x'), async ({ traceparent }) => traceparent ?? 'none')).toBe('none')
  })
})

describe('a collector that is away', () => {
  it('does not hold up the end of the process for long, and is reported at most once a minute', async () => {
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:9'
    let lines = 0
    const alone = await openTracing({
      on: true,
      role: 'test',
      version: '1',
      log: { warn: () => void lines++ },
    })
    await alone.withSpan(span('lost', { parent: '' }), async () => {})
    const startedAt = performance.now()
    await alone.close()

    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(lines).toBeLessThan(2)
  })
})
