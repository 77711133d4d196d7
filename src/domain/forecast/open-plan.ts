import { normaliseValue } from '../observation/values.ts'
import type { Dimension } from '../tracking-model/model.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import type { Plan, Standing } from './standing.ts'

export type OpenPlan = Plan & { to: string }

/**
 * The plan that still stands: the newest one that names a value. It is none when what it names has been reached, or
 * when the thing has moved past it since.
 */
export const openPlanOf = (
  view: ModelView,
  dimension: Dimension,
  standing: Standing | null,
  plans: readonly Plan[],
): OpenPlan | null => {
  const named = plans
    .filter((plan) => plan.dimension === dimension.name)
    .flatMap((plan) => {
      const to = plannedValue(dimension, standing, plan)
      return to === null ? [] : [{ ...plan, to }]
    })
  const newest = named.reduce<OpenPlan | null>(
    (best, plan) => (best === null || plan.orderKey > best.orderKey ? plan : best),
    null,
  )
  return newest && !isSettled(view, dimension, standing, newest) ? newest : null
}

function plannedValue(dimension: Dimension, standing: Standing | null, { op, value }: Plan): string | null {
  if (op === 'set' && value !== null) return normaliseValue(dimension, value, null)?.text ?? null
  if (op !== 'advance') return null
  const rank = standing ? dimension.values.findIndex((each) => each.value === standing.value) : -1
  return dimension.values[rank + 1]?.value ?? null
}

function isSettled(view: ModelView, dimension: Dimension, standing: Standing | null, plan: OpenPlan): boolean {
  if (standing === null) return false
  if (standing.value === plan.to) return true
  if (standing.orderKey < plan.orderKey || view.listed(dimension, standing.value)?.setback) return false
  const [now, planned] = [view.rank(dimension, standing.value), view.rank(dimension, plan.to)]
  return now >= 0 && planned >= 0 && now > planned
}
