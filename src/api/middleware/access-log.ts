import type { RequestHandler, Response } from 'express'
import { pinoHttp } from 'pino-http'
import type { Logger } from '../../platform/logger.ts'
import { localsOf } from '../call-context.ts'

const quiet = new Set(['/healthz', '/readyz', '/metrics'])

/** One line per request: who, which route, how long. No header, query or body: they hold keys and words of people. */
export const accessLog = (logger: Logger): RequestHandler =>
  pinoHttp({
    logger,
    autoLogging: { ignore: (request) => quiet.has(request.url ?? '') },
    wrapSerializers: false,
    serializers: { req: () => undefined, res: () => undefined },
    customProps: (request, response) => {
      const locals = localsOf(response as unknown as Response)
      return {
        requestId: locals.requestId,
        traceId: locals.traceId,
        tenantId: locals.caller?.tenantId,
        method: request.method,
        route: locals.route,
        status: response.statusCode,
      }
    },
    customLogLevel: (_request, response, error) =>
      error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warn' : 'info',
  })
