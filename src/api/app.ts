import express, { type Express, type Router } from 'express'
import type { Logger } from '../platform/logger.ts'
import type { MetricSnapshot, Metrics } from '../platform/metrics.ts'
import { noTracing, type Tracing } from '../platform/tracing.ts'
import type { Usecases } from '../usecases/create-usecases.ts'
import { docs } from './docs.ts'
import { errorHandler } from './error-handler.ts'
import { accessLog } from './middleware/access-log.ts'
import { authenticate } from './middleware/authenticate.ts'
import { boardAccess } from './middleware/board-access.ts'
import { compress } from './middleware/compress.ts'
import { door } from './middleware/door.ts'
import { jsonBody } from './middleware/json-body.ts'
import { largeBodies } from './middleware/large-bodies.ts'
import { measure } from './middleware/measure.ts'
import { notFound } from './middleware/not-found.ts'
import { createGuessGuard, rateLimit } from './middleware/rate-limit.ts'
import { requestId } from './middleware/request-id.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { traceContext } from './middleware/trace-context.ts'
import { mountRoutes } from './mount-routes.ts'
import { openApiDocument } from './openapi/document.ts'
import { operations } from './operations.ts'
import { createRoutes } from './routes/create-routes.ts'

export type AppDeps = {
  usecases: Usecases
  log: Logger
  metrics: Metrics
  /** Figures of other processes that are shown with those of this one. */
  otherMetrics?: () => Promise<readonly MetricSnapshot[]>
  tracing?: Tracing
  /** The queues to look at; left out where a process has none, or shows them on a port of their own. */
  board?: Router
  version: string
  maxBodyBytes: number
  requestTimeoutMs: number
  limits: AccessLimits
  /** The queues and the figures are on a port of their own (see `createAdminApp`). */
  adminApart?: boolean
  /** Answers are held against their schemas: for tests and development. */
  checkAnswers?: boolean
}

/** `proxies`: how many in front of this process are trusted to say who calls. */
export type AccessLimits = { requestsPerMinute: number; failuresPerMinute: number; proxies: number }

/** Where the board is mounted, and what it must be told. */
export const boardPath = '/admin/queues'

/** The whole of HTTP, in the order in which a request passes it. */
export const createApp = (deps: AppDeps): Express => {
  const {
    usecases,
    log,
    metrics,
    maxBodyBytes,
    requestTimeoutMs,
    tracing = noTracing,
    otherMetrics = async () => [],
    checkAnswers = false,
  } = deps
  const routes = createRoutes(usecases)
  const document = openApiDocument(routes, deps.version)
  const { requestsPerMinute, failuresPerMinute, proxies } = deps.limits
  const guesses = createGuessGuard(failuresPerMinute)
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', proxies)

  app.use(requestId())
  app.use(traceContext(tracing))
  app.use(accessLog(log))
  app.use(measure(metrics))
  app.use(securityHeaders())
  app.use(door())
  app.use(compress())

  const { ping, ledgerFigures: figures } = usecases
  app.use(operations({ ping, figures, metrics, otherMetrics, document, withoutMetrics: deps.adminApart ?? false }))
  app.use('/docs', docs())
  if (deps.board && !deps.adminApart) app.use(boardPath, boardAccess(usecases.authenticate, guesses), deps.board)

  app.use('/v1', authenticate(usecases.authenticate, guesses))
  app.use('/v1', rateLimit(requestsPerMinute))
  app.use('/v1', largeBodies(jsonBody(maxBodyBytes), { atOnce: 16, waitMs: 10_000 }))
  app.use(mountRoutes(routes, { timeoutMs: requestTimeoutMs, recordVersion: usecases.readVersion, checkAnswers }))

  app.use(notFound())
  app.use(errorHandler(log))
  return app
}
