import type { ModelCatalog, Route } from '../catalog/catalog.ts'
import type { ModelSpec, Tier } from '../model.ts'
import type { TaskName } from '../task.ts'
import { costOf } from '../tokens.ts'
import { suitability } from './suitability.ts'

export type RouteQuestion = {
  catalog: ModelCatalog
  task: TaskName
  /** The task's own; a route of the catalogue may set another. */
  tier: Tier
  promptTokens: number
  maxOutputTokens: number
  /** Why a model may not be called just now, such as an open breaker; null: it may. */
  unavailable?: ((model: ModelSpec) => string | null) | undefined
  /** US dollars left to spend; absent: as much as it takes. */
  budgetLeft?: number | undefined
}

export type RoutedTask = {
  /** Whom to ask, the first choice first; at most 5. Empty: nobody may, so the work is left to the offline analyst. */
  chain: ModelSpec[]
  rejected: { model: string; reason: string }[]
}

const longestChain = 5

/**
 * Which models to ask for a task, and why the others not. What is required is required: where no model meets it the
 * chain is empty, and no other provider, price or window takes its place. The order: as the route prefers, then the
 * smallest that is good enough, then the cheapest.
 */
export const routeTask = (question: RouteQuestion): RoutedTask => {
  const { catalog } = question
  const route = routeOf(catalog, question.task)
  const tier = route.tier ?? question.tier
  const judged = catalog.models.map((model) => ({ model, reason: whyNot(model, route, question) }))
  const preferred = route.models ?? []
  const able = judged
    .filter(({ reason }) => reason === null)
    .map(({ model }) => ({
      model,
      rank: [
        preferred.includes(model.id) ? preferred.indexOf(model.id) : preferred.length,
        suitability(model, tier),
        mostCost(model, question) ?? Number.POSITIVE_INFINITY,
      ],
    }))
    .toSorted((a, b) => compareRanks(a.rank, b.rank) || (a.model.id < b.model.id ? -1 : 1))
    .map(({ model }) => model)
  return {
    chain: able.slice(0, longestChain),
    rejected: [
      ...judged.flatMap(({ model, reason }) => (reason === null ? [] : [{ model: model.id, reason }])),
      ...able.slice(longestChain).map((model) => ({ model: model.id, reason: `${longestChain} others come first` })),
    ],
  }
}

/** A task's own route, with what it does not say taken from the default. */
export const routeOf = (catalog: ModelCatalog, task: TaskName): Route => ({
  ...catalog.routes.default,
  ...catalog.routes[task],
})

const whyNot = (model: ModelSpec, route: Route, question: RouteQuestion): string | null => {
  if (route.provider !== undefined && model.provider !== route.provider) return `the task requires ${route.provider}`
  const room = question.promptTokens + Math.min(question.maxOutputTokens, model.maxOutputTokens)
  if (room > model.contextWindow) return `needs ${room} tokens, has ${model.contextWindow}`
  const cost = mostCost(model, question)
  if (route.maxCost !== undefined && cost === null) return 'its price is not known, and the task has a ceiling'
  if (route.maxCost !== undefined && Number(cost) > route.maxCost)
    return `may cost $${cost}, above the ceiling of $${route.maxCost}`
  const { budgetLeft } = question
  if (budgetLeft !== undefined && budgetLeft <= 0 && cost !== 0) return 'the budget of the day is spent'
  if (budgetLeft !== undefined && cost !== null && cost > budgetLeft)
    return `may cost $${cost}, above the $${budgetLeft} that are left of the day's budget`
  return question.unavailable?.(model) ?? null
}

/** US dollars for a call whose answer is as long as it may be; null where the price is not known. */
const mostCost = (model: ModelSpec, { promptTokens, maxOutputTokens }: RouteQuestion): number | null => {
  const output = Math.min(maxOutputTokens, model.maxOutputTokens)
  const { cost } = costOf(model, { input: promptTokens, cacheRead: 0, cacheWrite: 0, output, reasoning: 0 })
  return cost === null ? null : Number(cost)
}

const compareRanks = (a: readonly number[], b: readonly number[]): number => {
  for (const [index, value] of a.entries()) {
    const other = b[index] as number
    if (value !== other) return value < other ? -1 : 1
  }
  return 0
}
