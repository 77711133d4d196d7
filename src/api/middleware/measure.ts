import type { RequestHandler } from 'express'
import type { Metrics } from '../../platform/metrics.ts'
import { localsOf } from '../call-context.ts'

/** How long each route takes. Streams are left out: they last as long as their run. */
export const measure =
  (metrics: Metrics): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now()
    response.on('finish', () => {
      const { route } = localsOf(response)
      if (route === undefined || String(response.getHeader('content-type')).startsWith('text/event-stream')) return
      const labels = { method: request.method, route, status: String(response.statusCode) }
      metrics.observe('http_request_duration_seconds', labels, (performance.now() - startedAt) / 1000)
    })
    next()
  }
