import { hostname } from 'node:os'
import {
  type Attributes,
  type Context,
  context,
  DiagLogLevel,
  diag,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { errorTypeOf } from './error-type.ts'
import { createLogLimiter } from './log-limiter.ts'
import type { Logger } from './logger.ts'
import { parseTraceparent } from './trace-context.ts'
import type { Span, SpanAttributes, SpanRequest, Tracing } from './tracing.ts'

/** Longer than a collector nearby needs, short beside the grace of a shutdown. */
const flushMs = 3_000

/** Spans of this process to an OTLP collector over HTTP, in batches, off the path of the work. */
export const createOtlpTracing = (options: { role: string; version: string; log: Pick<Logger, 'warn'> }): Tracing => {
  reportTrouble(options.log)
  const provider = new NodeTracerProvider({
    resource: resourceOf(options),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  // Makes the active span follow the work through promises and timers.
  provider.register()
  const tracer = provider.getTracer('throughline', options.version)

  return {
    withSpan: (request, work) => {
      const { name, kind, attributes } = request
      const opened = { kind: kinds[kind], attributes: toOtel(attributes) }
      return tracer.startActiveSpan(name, opened, parentOf(request), async (span) => {
        try {
          return await work(toSpan(span))
        } catch (error) {
          fail(span, errorTypeOf(error))
          throw error
        } finally {
          span.end()
        }
      })
    },
    close: async () => {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, flushMs)
      })
      await Promise.race([provider.shutdown().catch(() => {}), late])
      clearTimeout(timer)
    },
  }
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
} as const satisfies Record<SpanRequest['kind'], SpanKind>

const parentOf = ({ parent }: SpanRequest): Context => {
  if (parent === undefined) return context.active()
  const known = parseTraceparent(parent)
  return known === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...known, isRemote: true })
}

const toSpan = (span: OtelSpan): Span => {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    rename: (name) => void span.updateName(name),
    set: (attributes) => void span.setAttributes(toOtel(attributes)),
    fail: (type) => fail(span, type),
  }
}

const fail = (span: OtelSpan, type: string): void => {
  span.setAttribute('error.type', type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

const toOtel = (attributes: SpanAttributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, typeof value === 'object' ? [...value] : value]],
    ),
  )

const resourceOf = ({ role, version }: { role: string; version: string }) =>
  defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': `throughline-${role}`,
        'service.namespace': 'throughline',
        'service.version': version,
        'service.instance.id': `${hostname()}-${process.pid}`,
      }),
    )
    // What the operator has set wins: OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES.
    .merge(detectResources({ detectors: [envDetector] }))

/** A collector that is away must be seen, once in a while; what it answered may say anything and is left out. */
const reportTrouble = (log: Pick<Logger, 'warn'>): void => {
  const limit = createLogLimiter(60_000)
  const report = (): void => limit('traces', (held) => log.warn({ held }, 'spans could not be sent to the collector'))
  const silent = (): void => {}
  diag.setLogger(
    { error: report, warn: silent, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  )
}
