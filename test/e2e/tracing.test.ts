import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shapes, syntheticMeeting } from '../../bench/workload.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { type CollectedSpan, type Collector, startCollector } from '../support/collector.ts'
import { redisAvailable } from '../support/redis.ts'
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts'

const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
const caller = '00f067aa0ba902b7'
const steps = ['normalize', 'extract', 'reconcile', 'reason', 'summarize']

let collector: Collector
let model: ScriptedModel
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
  model = await startScriptedModel()
  cluster = await startCluster({
    backend: redisAvailable() ? 'redis' : 'postgres',
    workers: 2,
    env: {
      ENABLE_TRACING: 'true',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
      ...{ OPENAI_API_KEY: 'sk-of-a-test', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'gpt-4o' },
    },
  })
  const reply = await cluster.call('POST', '/v1/meetings', syntheticMeeting(1, shapes.simple, 'TRACE'), {
    traceparent: `00-${trace}-${caller}-01`,
  })
  expect(reply.status, JSON.stringify(reply.body)).toBe(202)
  expect(reply.headers.get('x-trace-id')).toBe(trace)
  runId = String(reply.body.runId)
  const run = await cluster.call('GET', `/v1/runs/${runId}?wait=60s`)
  expect(run.body).toMatchObject({ status: 'completed', engine: 'llm', degraded: false, traceId: trace })
  await collector.until((all) => all.filter((span) => span.name.startsWith('step ')).length >= steps.length)
  for (const path of ['/healthz', '/readyz']) await cluster.call('GET', path)
  await cluster.call('GET', '/v1/meetings?q=nobodyshouldseethis')
  spans = await collector.until((all) => all.some((span) => span.name === 'GET /v1/meetings'))
}, 120_000)

afterAll(async () => {
  await cluster?.stop()
  await model?.stop()
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

  it('reaches each call of a model, below the start of the step that asked', () => {
    const calls = spans.filter((span) => span.kind === 3)

    expect(calls).toHaveLength(model.calls().length)
    expect(new Set(calls.map((call) => call.attributes['throughline.task']))).toEqual(
      new Set(model.calls().map((call) => call.task)),
    )
    expect(calls.length).toBeGreaterThanOrEqual(3)
    for (const call of calls) {
      const step = one(`step ${call.attributes['throughline.step.name']}`)
      expect(call).toMatchObject({ name: 'chat gpt-4o', traceId: trace, parentSpanId: step.spanId, failed: false })
      expect(call.startMs).toBeGreaterThanOrEqual(step.startMs)
      expect(call.endMs).toBeLessThanOrEqual(step.endMs)
      expect(call.attributes).toMatchObject({
        ...{ 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt-4o' },
        ...{ 'gen_ai.response.finish_reasons': ['stop'], 'throughline.run.id': runId },
      })
      expect(call.attributes['gen_ai.prompt.name']).toMatch(/^[a-z_]+@\d+$/)
    }
    const billed = model.calls().reduce((sum, call) => sum + (call.billed?.prompt_tokens ?? 0), 0)
    expect(calls.reduce((sum, call) => sum + Number(call.attributes['gen_ai.usage.input_tokens']), 0)).toBe(billed)
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
