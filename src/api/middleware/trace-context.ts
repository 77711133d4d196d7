import type { Request, RequestHandler, Response } from 'express'
import { continueTrace } from '../../platform/trace-context.ts'
import type { Span, Tracing } from '../../platform/tracing.ts'
import { localsOf } from '../call-context.ts'
import { quietPaths } from './quiet-paths.ts'

/**
 * Accepts and continues W3C trace context; the id goes into the reply, the run and every row that the run writes. With
 * tracing on, the request is a span and what it starts is below it.
 */
export const traceContext =
  ({ withSpan }: Tracing): RequestHandler =>
  (request, response, next) => {
    const header = request.header('traceparent')
    const begin = (span?: Span): void => {
      const trace = continueTrace(header)
      // With a span of ours, that is what others continue from.
      const traceparent = span?.traceparent ?? trace.traceparent
      const traceId = traceparent.slice(3, 35)
      Object.assign(localsOf(response), { traceparent, traceId })
      response.setHeader('X-Trace-Id', traceId)
      next()
    }
    if (quietPaths.has(request.path)) return begin()
    const attributes = { 'http.request.method': request.method }
    void withSpan({ name: request.method, kind: 'server', parent: header ?? '', attributes }, (span) => {
      begin(span)
      return answered(request, response, span)
    })
  }

/** The route as a pattern, never the path or the query: they hold ids, and words that somebody looks for. */
const answered = (request: Request, response: Response, span: Span): Promise<void> =>
  new Promise((resolve) => {
    if (span.traceparent === undefined) return resolve()
    response.once('close', () => {
      const { route, requestId, caller } = localsOf(response)
      if (route !== undefined) span.rename(`${request.method} ${route}`)
      const status = response.statusCode
      span.set({
        'http.route': route,
        'http.response.status_code': status,
        'throughline.request.id': requestId,
        'throughline.tenant.id': caller?.tenantId,
      })
      if (status >= 500) span.fail(String(status))
      else if (!response.writableFinished) span.fail('aborted')
      resolve()
    })
  })
