import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { readModelReport } from '../../storage/read-model-report.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { CatalogueView, ModelHealth, RoutesView } from '../views/catalogue-views.ts'
import { shareOf } from '../views/money.ts'
import type { ModelsPort } from './ports.ts'

const healthWindowMs = 900_000
/** Of a question about a chunk of a transcript. */
export const usualTokens = 8_000
/** More pairs of model and task than any catalogue has. */
const mostPairs = 1_000

/** Which providers and models there are, what they cost, and how they have done in the last quarter of an hour. */
export const createReadCatalogue =
  ({ read, models, now }: { read: TenantWork; models: ModelsPort; now: () => Date }) =>
  async ({ tenantId }: { tenantId: string }): Promise<CatalogueView> => {
    const since = new Date(now().getTime() - healthWindowMs)
    const rows = await read(tenantId, (tx) => readModelReport(tx, tenantId, { since }, mostPairs))
    const routes = models.routes(usualTokens)
    const listed = models.models()
    return {
      configured: listed.length > 0,
      detail: listed.length > 0 ? null : offlineOnly,
      providers: models.providers().map(({ limits, ...provider }) => ({ ...provider, limits: { ...limits } })),
      models: listed.map(({ price, tiers, strengths, ...model }) => ({
        ...model,
        tiers: [...tiers],
        strengths: [...strengths],
        price: price === null ? null : toPrice(price),
        firstFor: routes.filter((route) => route.chain[0]?.model === model.id).map((route) => route.task),
        health: healthOf(rows.filter((row) => row.model === model.id)),
      })),
    }
  }

export const offlineOnly = 'No model is configured: transcripts are read offline, which costs nothing.'

type PriceView = NonNullable<CatalogueView['models'][number]['price']>

const toPrice = ({
  input,
  output,
  cacheRead,
  cacheWrite,
  version,
}: NonNullable<ReturnType<ModelsPort['models']>[number]['price']>): PriceView => ({
  currency: 'USD',
  per: 1_000_000,
  input: String(input),
  output: String(output),
  cacheRead: String(cacheRead ?? input),
  cacheWrite: String(cacheWrite ?? input),
  version,
})

/** From what this tenant saw of it; nothing is asked of the provider. */
const healthOf = (rows: readonly { calls: number; okCalls: number }[]): ModelHealth | null => {
  const calls = rows.reduce((sum, row) => sum + row.calls, 0)
  if (calls === 0) return null
  const successShare = shareOf(
    rows.reduce((sum, row) => sum + row.okCalls, 0),
    calls,
  )
  return { calls, successShare, windowMs: healthWindowMs }
}

export const routesQuery = z.strictObject({
  task: z.string().max(60).optional().describe('Only this one, such as extract_observations; part of its name will do'),
  tokens: z.coerce.number().int().min(0).max(10_000_000).default(usualTokens).describe('Length of the question'),
})

/** Which model each task asks first and then, and which it may not ask, with the reason. */
export const createExplainRoutes =
  (models: ModelsPort) =>
  ({ task, tokens }: z.infer<typeof routesQuery>): RoutesView => {
    const routes = models.routes(tokens)
    const named = task === undefined ? routes : routes.filter((route) => route.task === task)
    const found = named.length > 0 ? named : routes.filter((route) => route.task.includes(task ?? ''))
    if (found.length === 0 && task !== undefined) {
      const message = `there is no task "${task}"; known are ${routes.map((route) => route.task).join(', ')}`
      throw new AppError('invalid_request', `task: ${message}.`, { details: [{ path: 'query.task', message }] })
    }
    return {
      items: found.map(({ chain, rejected, ...route }) => ({
        ...route,
        chosen: chain[0]?.model ?? null,
        chain: [...chain],
        rejected: [...rejected],
      })),
    }
  }
