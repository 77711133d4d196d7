import { abortable } from './abortable.ts'
import { type Background, createBackground } from './background.ts'
import type { ModelCatalog } from './catalog/catalog.ts'
import { createChooseModels } from './choose-models.ts'
import { completeWith } from './complete-with.ts'
import { createLeases } from './leases.ts'
import { createBreakers } from './middleware/breaker.ts'
import { type BudgetDeps, createBudget } from './middleware/budget.ts'
import { type AnswerClaim, type AnswerStore, createCache } from './middleware/cache.ts'
import { checkAnswer } from './middleware/check-answer.ts'
import { compose } from './middleware/compose.ts'
import { deadline } from './middleware/deadline.ts'
import { type CallRecord, createLedger, recordOf, toEvent } from './middleware/ledger.ts'
import { createLimits, type SharedLimits, type Slot } from './middleware/limits.ts'
import { retry } from './middleware/retry.ts'
import type { CallModel, Middleware, ModelCall, ModelReply } from './model.ts'
import type { Observe } from './observe.ts'
import { noTokens, type Tally } from './tally.ts'
import type { Gateway } from './task.ts'
import { costOf, estimateTokens } from './tokens.ts'

export type GatewaySettings = {
  timeoutMs: number
  retry: { max: number; delayMs: number }
  breaker: { threshold: number; recoveryMs: number }
  cache: { enabled: boolean }
  /** Calls at once in this process. */
  parallelCalls: number
  /** US dollars of a tenant without a budget of its own, in one UTC day; null: as much as it takes. */
  dailyBudget: number | null
  /** Given up when a provider lets nobody through for so long. */
  longestLimitWaitMs?: number
}

export type GatewayDeps = {
  settings: GatewaySettings
  catalog: ModelCatalog
  /** Calls a model of this provider over HTTP, once. */
  callOf: (provider: string) => CallModel
  /** Keeps the row whatever happens; does not reject. */
  record: (record: CallRecord) => Promise<void>
  limits: SharedLimits & { renew: (slots: readonly Slot[]) => Promise<void> }
  answers: AnswerStore & { renew: (claims: readonly AnswerClaim[]) => Promise<void> }
  budget: Pick<BudgetDeps, 'account' | 'announce'>
  /** Run around each call over HTTP, inside the ledger. */
  middlewares?: readonly Middleware[]
  observe?: Observe
  /** Told of bookkeeping in the background that failed. */
  warn?: (error: unknown) => void
  /** From 0 to 1. */
  random?: () => number
}

/** Leases of the database last ten seconds. */
const renewEveryMs = 3_000

/** Puts the model layer together. One of a process: breakers and places in line are kept in it. */
export const createGateway = (deps: GatewayDeps): Gateway => {
  const { settings, observe = () => {}, warn = () => {}, random = Math.random } = deps
  const background = createBackground(warn)
  const slots = createLeases<Slot>({ renew: deps.limits.renew, everyMs: renewEveryMs, failed: warn })
  const claims = createLeases<AnswerClaim>({ renew: deps.answers.renew, everyMs: renewEveryMs, failed: warn })
  const record = tracked(background, deps.record)
  const ledger = createLedger({ record, observe })

  const budget = createBudget({ ...deps.budget, estimate: mostItCosts })
  const outer: Middleware[] = [
    retry({ ...settings.retry, random }),
    createBreakers({ ...settings.breaker, observe }),
    budget.gate,
    createLimits({
      shared: deps.limits,
      leases: slots,
      parallelCalls: settings.parallelCalls,
      longestWaitMs: settings.longestLimitWaitMs ?? 120_000,
      estimateTokens: (call) => questionTokens(call) + Math.ceil(call.request.maxOutputTokens / 4),
      background: background.run,
      random,
    }),
    budget.reserve,
  ]
  if (settings.cache.enabled)
    outer.unshift(
      createCache({
        store: deps.answers,
        leases: claims,
        background: background.run,
        random,
        miss: () => observe({ type: 'cache', result: 'miss' }),
        hit: async (call, waitedMs) => {
          observe({ type: 'cache', result: 'hit' })
          const kept = keptAnswer(call, waitedMs)
          observe(toEvent(kept))
          await abortable(record(kept), call.signal)
        },
      }),
    )

  const stack = (tally: Tally, check: (reply: ModelReply) => void): CallModel =>
    compose(
      [...outer, ledger(tally), ...(deps.middlewares ?? []), checkAnswer(check), deadline(settings.timeoutMs)],
      (call) => deps.callOf(call.model.provider)(call),
    )

  const choose = createChooseModels(deps.catalog)
  const budgetLeft = async (tenantId: string): Promise<number | null> => {
    const account = await deps.budget.account(tenantId)
    return account && account.budget - account.spent
  }

  return {
    complete: (task, input, context) =>
      abortable(completeWith({ stack, choose, budgetLeft }, task, input, context), context.signal),
    preferred: (task) => {
      const left = settings.dailyBudget
      return choose({ task, promptTokens: 0, maxOutputTokens: 0, left }).chain[0]?.id ?? null
    },
    close: async () => {
      await background.settled()
      await Promise.all([slots.stop(), claims.stop()])
    },
  }
}

/** Whoever waits for a row may go away; the row is written all the same, and closing waits for it. */
const tracked =
  (background: Background, record: GatewayDeps['record']): GatewayDeps['record'] =>
  (row) => {
    const writing = record(row)
    background.run(writing)
    return writing
  }

const questionTokens = ({ request }: ModelCall): number =>
  request.messages.reduce((sum, message) => sum + estimateTokens(message.content), 0) +
  (request.schema === null ? 0 : estimateTokens(JSON.stringify(request.schema.json)))

const mostItCosts = (call: ModelCall): number | null => {
  const usage = { ...noTokens, input: questionTokens(call), output: call.request.maxOutputTokens }
  const { cost } = costOf(call.model, usage)
  return cost === null ? null : Number(cost)
}

/** The row of an answer that nobody had to be paid for. */
const keptAnswer = (call: ModelCall, waitedMs: number): CallRecord => ({
  ...recordOf(call),
  attempt: 0,
  servedBy: null,
  usage: noTokens,
  priceVersion: call.model.price?.version ?? null,
  cost: '0',
  latencyMs: Math.round(waitedMs),
  outcome: 'cached',
  status: null,
})
