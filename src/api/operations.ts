import { Router } from 'express'
import { AppError } from '../domain/errors.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { OpenApiDocument } from './openapi/document.ts'

export type OperationsDeps = {
  ping: () => Promise<unknown>
  figures: () => Promise<Readonly<Record<string, number>>>
  metrics: Metrics
  document: OpenApiDocument
}

const patienceMs = 2000

/** What machines ask: alive, ready, figures, and the document of the API. None of it needs a key or names a tenant. */
export const operations = ({ ping, figures, metrics, document }: OperationsDeps): Router => {
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
  router.get('/metrics', async (_request, response) => {
    const { contentType, body } = await metrics.render(await withinPatience(figures()).catch(() => ({})))
    response.type(contentType).send(body)
  })
  router.get('/openapi.json', (_request, response) => {
    response.json(document)
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
