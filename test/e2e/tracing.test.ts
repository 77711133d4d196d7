import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shapes, syntheticMeeting } from '../../bench/workload.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { type CollectedSpan, type Collector, startCollector } from '../support/collector.ts'
import { redisAvailable } from '../support/redis.ts'

const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
const caller = '00f067aa0ba902b7'
const steps = ['normalize', 'extract', 'reconcile', 'reason', 'summarize']

let collector: Collector
let cluster: Cluster
let runId: string
let spans: CollectedSpan[]

const named = (name: string) => spans.filter((span) => span.name === name)
const one = (name: string): CollectedSpan => {
  const [span, another] = named(name)
  if (span === undefined || another !== undefined) throw new Error(`${named(name).length} spans are called ${name}`)
  return span
}

beforeAll(async () => {
  collector = await startCollector()
  cluster = await startCluster({
    backend: redisAvailable() ? 'redis' : 'postgres',
    workers: 2,
    env: {
      ENABLE_TRACING: 'true',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    },
  })
  const reply = await cluster.call('POST', '/v1/meetings', syntheticMeeting(1, shapes.simple, 'TRACE'), {
    traceparent: `00-${trace}-${caller}-01`,
  })
  expect(reply.status, JSON.stringify(reply.body)).toBe(202)
  expect(reply.headers.get('x-trace-id')).toBe(trace)
  runId = String(reply.body.runId)
  const run = await cluster.call('GET', `/v1/runs/${runId}?wait=60s`)
  expect(run.body).toMatchObject({ status: 'completed', traceId: trace })
  await collector.until((all) => all.filter((span) => span.name.startsWith('step ')).length >= steps.length)
  for (const path of ['/healthz', '/readyz']) await cluster.call('GET', path)
  await cluster.call('GET', '/v1/meetings?q=nobodyshouldseethis')
  spans = await collector.until((all) => all.some((span) => span.name === 'GET /v1/meetings'))
}, 120_000)

afterAll(async () => {
  await cluster?.stop()
  await collector?.close()
}, 60_000)

describe('one trace', () => {
  it('goes from the caller through the request into the worker processes', () => {
    const request = one('POST /v1/meetings')

    expect(request).toMatchObject({ traceId: trace, parentSpanId: caller, kind: 2, service: 'throughline-api' })
    expect(request.attributes).toMatchObject({
      ...{ 'http.request.method': 'POST', 'http.route': '/v1/meetings', 'http.response.status_code': 202 },
    })
    for (const step of steps) {
      const span = one(`step ${step}`)
      expect(span).toMatchObject({ traceId: trace, parentSpanId: request.spanId, kind: 5, failed: false })
      expect(span.service).toBe('throughline-worker')
      expect(span.attributes).toMatchObject({
        ...{ 'throughline.run.id': runId, 'throughline.step.attempt': 1, 'throughline.step.name': step },
      })
      expect(span.startMs).toBeGreaterThanOrEqual(request.startMs)
      expect(span.endMs).toBeGreaterThan(span.startMs)
    }
    expect(one('step reconcile').startMs).toBeGreaterThanOrEqual(one('step extract').startMs)
  })

  it('begins anew for a caller that brought none, and tells of a request only its route', () => {
    const listed = one('GET /v1/meetings')

    expect(listed.parentSpanId).toBe('')
    expect(listed.traceId).not.toBe(trace)
    expect(collector.raw()).not.toContain('nobodyshouldseethis')
  })

  it('is not made of questions that machines ask', () => {
    expect(spans.filter((span) => !span.name.startsWith('step ')).map((span) => span.name)).not.toContain('GET')
    expect(collector.raw()).not.toMatch(/healthz|readyz/)
  })
})
