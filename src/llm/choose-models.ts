import type { ModelCatalog } from './catalog/catalog.ts'
import type { ModelSpec, Tier } from './model.ts'
import { type RoutedTask, routeTask } from './routing/route-task.ts'
import type { TaskName } from './task.ts'

/** Which models to ask for a task, the first choice first. `left`: US dollars of the day's budget; null: there is none. */
export type ChooseModels = (question: {
  task: { name: TaskName; tier: Tier }
  promptTokens: number
  maxOutputTokens: number
  left: number | null
}) => RoutedTask

/**
 * Where there is a budget, only models whose price is known are asked, and near its end those that surely fit what is
 * left of it go before all others. A call that may not fit is allowed as long as anything is left: what calls may cost
 * at most is many times what they do.
 */
export const createChooseModels =
  (catalog: ModelCatalog): ChooseModels =>
  ({ task, left, ...sizes }) => {
    const question = {
      ...sizes,
      catalog,
      task: task.name,
      tier: task.tier,
      ...(left === null ? {} : { unavailable: unpriced }),
    }
    if (left === null || left <= 0) return routeTask(question)
    const within = routeTask({ ...question, budgetLeft: left })
    return within.chain.length > 0 ? within : routeTask(question)
  }

const unpriced = (model: ModelSpec): string | null =>
  model.price === null ? 'its price is not known, and there is a budget' : null
