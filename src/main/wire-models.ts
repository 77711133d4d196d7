import type { ModelCatalog } from '../llm/catalog/catalog.ts'
import { createGateway } from '../llm/gateway.ts'
import { traceCalls } from '../llm/middleware/tracing.ts'
import type { CallModel } from '../llm/model.ts'
import { createProviderCall } from '../llm/providers/create-provider-call.ts'
import type { Gateway } from '../llm/task.ts'
import { purgeAnswers, renewAnswers } from '../storage/model-answers.ts'
import { renewModelSlots } from '../storage/model-limits.ts'
import { modelBooks } from './model-books.ts'
import { modelAnswerStore, sharedModelLimits } from './model-stores.ts'
import { observeModels } from './observe-models.ts'
import { openCatalog } from './open-catalog.ts'
import type { Resources } from './resources.ts'

/** How often old answers are removed, by each process that may keep some. */
const purgeEveryMs = 600_000

export type WiredModels = {
  catalog: ModelCatalog
  /** Null: there is no model to ask. */
  gateway: Gateway | null
  close: () => Promise<void>
}

/** The way to the models of this process. Throws a `ConfigError` for settings of models that lead nowhere. */
export const wireModels = (resources: Resources): WiredModels => {
  const { config, db, log, metrics, tracing } = resources
  const catalog = openCatalog(config.llm)
  if (catalog.models.length === 0) return { catalog, gateway: null, close: async () => {} }

  const { llm } = config
  const observe = observeModels(metrics)
  const warn = (error: unknown): void => log.warn({ err: error }, 'bookkeeping of model calls failed')
  const calls = new Map<string, CallModel>(catalog.providers.map((one) => [one.id, createProviderCall(one)]))
  const budget = llm.dailyBudget ?? null
  const books = modelBooks({ ...resources, observe, budget })
  const gateway = createGateway({
    settings: {
      timeoutMs: llm.timeoutMs,
      retry: llm.retry,
      breaker: llm.breaker,
      cache: llm.cache,
      parallelCalls: config.analysis.parallelCalls,
      dailyBudget: budget === null ? null : Number(budget),
    },
    catalog,
    callOf: (provider) => calls.get(provider) ?? unknownProvider(provider),
    record: books.record,
    budget: books,
    limits: { ...sharedModelLimits(db, catalog), renew: (slots) => renewModelSlots(db, slots) },
    answers: { ...modelAnswerStore(db, llm.cache.ttlMs, warn), renew: (claims) => renewAnswers(db, claims) },
    middlewares: [traceCalls(tracing)],
    observe,
    warn,
  })
  const purging = setInterval(() => void purgeAnswers(db).catch(warn), purgeEveryMs)
  return {
    catalog,
    gateway,
    close: async () => {
      clearInterval(purging)
      await gateway.close()
    },
  }
}

const unknownProvider = (provider: string): never => {
  throw new Error(`there is no provider "${provider}"`)
}
