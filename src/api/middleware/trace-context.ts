import type { RequestHandler } from 'express'
import { continueTrace } from '../../platform/trace-context.ts'
import { localsOf } from '../call-context.ts'

/** Accepts and continues W3C trace context; the id goes into the reply, the run and every row that the run writes. */
export const traceContext = (): RequestHandler => (request, response, next) => {
  const trace = continueTrace(request.header('traceparent'))
  Object.assign(localsOf(response), trace)
  response.setHeader('X-Trace-Id', trace.traceId)
  next()
}
