import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler, Response } from 'express'
import { pinoHttp } from 'pino-http'
import type { Logger } from '../../platform/logger.ts'
import { localsOf } from '../call-context.ts'
import { quietPaths } from './quiet-paths.ts'

/** One line per request: who, which route, how long. No header, query or body: they hold keys and words of people. */
export const accessLog = (logger: Logger): RequestHandler =>
  pinoHttp({
    logger,
    autoLogging: { ignore: (request) => quietPaths.has(request.url ?? '') },
    wrapSerializers: false,
    serializers: { req: () => undefined, res: () => undefined },
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customSuccessObject: (request, response, timing) => lineOf(request, response, timing),
    // What went wrong is logged by the error handler, once and with its cause.
    customErrorObject: (request, response, _error, timing) => lineOf(request, response, timing),
    customLogLevel: (_request, response, error) =>
      error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warn' : 'info',
  })

const lineOf = ({ method }: IncomingMessage, response: ServerResponse, timing: { responseTime?: number }) => {
  const { requestId, traceId, caller, route } = localsOf(response as unknown as Response)
  const status = response.statusCode
  return { requestId, traceId, tenantId: caller?.tenantId, method, route, status, durationMs: timing.responseTime }
}
