import type { ModelSpec, Tier } from '../model.ts'
import { type RouteQuestion, routeOf, routeTask } from './route-task.ts'
import { suitability } from './suitability.ts'

export type RouteExplanation = {
  task: string
  tier: Tier
  /** Null: nobody may be asked, and the work is done offline. */
  chosen: string | null
  chain: { model: string; why: string }[]
  rejected: { model: string; reason: string }[]
}

/** The route of a task in words: who is asked, in which order, and why the others are not. */
export const explainRoute = (question: RouteQuestion): RouteExplanation => {
  const { chain, rejected } = routeTask(question)
  const route = routeOf(question.catalog, question.task)
  const tier = route.tier ?? question.tier
  const why = (model: ModelSpec): string => {
    const place = route.models?.indexOf(model.id) ?? -1
    const price = model.price === null ? 'price not known' : `$${model.price.input} in, $${model.price.output} out`
    const size = suitability(model, tier) < tooSmall ? `good enough for ${tier}` : `small for ${tier}`
    return `${place < 0 ? '' : `choice ${place + 1} of the route, `}${size}, ${price} for a million tokens`
  }
  return {
    task: question.task,
    tier,
    chosen: chain[0]?.id ?? null,
    chain: chain.map((model) => ({ model: model.id, why: why(model) })),
    rejected,
  }
}

/** From here on `suitability` speaks of models that are less than what is wanted. */
const tooSmall = 15
