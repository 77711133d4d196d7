import { createServer } from 'node:http'
import type { Metrics } from '../platform/metrics.ts'

/** Answers `/metrics` and `/healthz` on a port of its own, for a process without an API. Resolves when it listens. */
export const serveMetrics = async (
  metrics: Metrics,
  listen: { host: string; port: number },
): Promise<{ close: () => Promise<void> }> => {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000 }, (request, response) => {
    const path = request.url?.split('?')[0]
    if (path === '/healthz') return void response.setHeader('content-type', 'application/json').end('{"status":"ok"}')
    if (path !== '/metrics' || !metrics.on) return void response.writeHead(404).end()
    metrics.render().then(
      ({ contentType, body }) => response.setHeader('content-type', contentType).end(body),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(listen.port, listen.host, resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
