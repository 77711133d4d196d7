import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

export type CollectedSpan = {
  traceId: string
  spanId: string
  /** '' for a span without parent. */
  parentSpanId: string
  name: string
  /** 1 internal, 2 server, 3 client, 5 consumer. */
  kind: number
  startMs: number
  endMs: number
  attributes: Record<string, unknown>
  failed: boolean
  /** `service.name` of the process that sent it. */
  service: string
}

/** An endpoint for OTLP over HTTP that keeps what it is sent. */
export type Collector = {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string
  spans: () => CollectedSpan[]
  /** Everything that came, as it came. */
  raw: () => string
  /** The spans once they are as wanted; rejects when time is up. */
  until: (wanted: (spans: CollectedSpan[]) => boolean, withinMs?: number) => Promise<CollectedSpan[]>
  close: () => Promise<void>
}

export const startCollector = async (): Promise<Collector> => {
  const bodies: string[] = []
  const spans: CollectedSpan[] = []
  const listeners = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const bytes = Buffer.concat(chunks)
      const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')
      bodies.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}\n${body}`)
      if (request.url === '/v1/traces') spans.push(...decode(body))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      for (const listener of listeners) listener()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => [...spans],
    raw: () => bodies.join('\n'),
    until: (wanted, withinMs = 20_000) =>
      new Promise((resolve, reject) => {
        const settle = (work: () => void): void => {
          clearTimeout(timer)
          listeners.delete(look)
          work()
        }
        const look = (): void => {
          if (wanted(spans)) settle(() => resolve([...spans]))
        }
        const timer = setTimeout(
          () => settle(() => reject(new Error(`the spans did not come:\n${spans.map(describe).join('\n')}`))),
          withinMs,
        )
        listeners.add(look)
        look()
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const describe = (span: CollectedSpan): string =>
  `${span.service} ${span.name} ${span.traceId} ${span.parentSpanId} > ${span.spanId} ${JSON.stringify(span.attributes)}`

/** The JSON form of OTLP: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
const decode = (body: string): CollectedSpan[] => {
  const { resourceSpans = [] } = JSON.parse(body) as { resourceSpans?: ResourceSpans[] }
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) =>
      scope.spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? '',
        name: span.name,
        kind: span.kind,
        startMs: Number(span.startTimeUnixNano) / 1e6,
        endMs: Number(span.endTimeUnixNano) / 1e6,
        attributes: toObject(span.attributes),
        failed: span.status?.code === 2,
        service: String(toObject(resource.attributes)['service.name']),
      })),
    ),
  )
}

type Attribute = { key: string; value: Record<string, unknown> }
type ResourceSpans = {
  resource: { attributes: Attribute[] }
  scopeSpans: {
    spans: {
      traceId: string
      spanId: string
      parentSpanId?: string
      name: string
      kind: number
      startTimeUnixNano: string
      endTimeUnixNano: string
      attributes: Attribute[]
      status?: { code?: number }
    }[]
  }[]
}

const toObject = (attributes: readonly Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]))

const plainValue = (value: Record<string, unknown>): unknown => {
  const [kind, held] = Object.entries(value)[0] ?? []
  if (kind === 'arrayValue')
    return ((held as { values?: Record<string, unknown>[] }).values ?? []).map((one) => plainValue(one))
  return kind === 'intValue' ? Number(held) : held
}
