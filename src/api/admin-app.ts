import express, { type Express } from 'express'
import { noTracing } from '../platform/tracing.ts'
import { type AppDeps, boardPath } from './app.ts'
import { errorHandler } from './error-handler.ts'
import { accessLog } from './middleware/access-log.ts'
import { boardAccess } from './middleware/board-access.ts'
import { notFound } from './middleware/not-found.ts'
import { createGuessGuard } from './middleware/rate-limit.ts'
import { requestId } from './middleware/request-id.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { traceContext } from './middleware/trace-context.ts'
import { operations } from './operations.ts'

/** What only the inside of a network needs to see: figures without a key, and the queues for the scope operate. */
export const createAdminApp = (deps: AppDeps): Express => {
  const { usecases, log, metrics, tracing = noTracing, otherMetrics = async () => [] } = deps
  const app = express()
  app.disable('x-powered-by').disable('etag').set('trust proxy', deps.limits.proxies)
  app.use(requestId())
  app.use(traceContext(tracing))
  app.use(accessLog(log))
  app.use(securityHeaders())
  app.use(operations({ ping: usecases.ping, figures: usecases.ledgerFigures, metrics, otherMetrics }))
  const guesses = createGuessGuard(deps.limits.failuresPerMinute)
  if (deps.board) app.use(boardPath, boardAccess(usecases.authenticate, guesses), deps.board)
  app.use(notFound())
  app.use(errorHandler(log))
  return app
}
