import { Router } from 'express'
import { AppError } from '../domain/errors.ts'
import type { PlainGauge } from '../platform/metric-list.ts'
import type { MetricSnapshot, Metrics } from '../platform/metrics.ts'
import type { OpenApiDocument } from './openapi/document.ts'

export type OperationsDeps = {
  ping: () => Promise<unknown>
  figures: () => Promise<LedgerFigures>
  metrics: Metrics
  /** Figures of other processes that this one answers for. */
  otherMetrics: () => Promise<readonly MetricSnapshot[]>
  /** Left out where only figures are shown. */
  document?: OpenApiDocument
  /** Figures are shown elsewhere. */
  withoutMetrics?: boolean
}

/** Gauges that are asked for at this moment. */
type LedgerFigures = Readonly<Partial<Record<PlainGauge, number>>>

const patienceMs = 2000

/** What machines ask: alive, ready, figures, and the document of the API. None of it needs a key or names a tenant. */
export const operations = ({ ping, figures, metrics, otherMetrics, ...shown }: OperationsDeps): Router => {
  const router = Router()
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    try {
      await withinPatience(ping())
    } catch (cause) {
      const detail = 'The database does not answer.'
      throw new AppError('storage_unavailable', detail, { cause, retryAfterMs: patienceMs })
    }
    response.json({ status: 'ok' })
  })
  if (metrics.on && !shown.withoutMetrics)
    router.get('/metrics', async (_request, response) => {
      const [now, others] = await Promise.all([withinPatience(figures()).catch(() => ({})), otherMetrics()])
      for (const [name, value] of Object.entries(now)) metrics.set(name as PlainGauge, {}, value)
      const { contentType, body } = await metrics.render(others)
      response.type(contentType).send(body)
    })
  if (shown.document)
    router.get('/openapi.json', (_request, response) => {
      response.json(shown.document)
    })
  return router
}

/** What is asked while the database is away must still be answered: metrics without its figures, readiness with no. */
const withinPatience = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
