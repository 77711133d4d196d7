import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import type { EntityView } from '../views/entity-views.ts'

export const staleAfterDays = 30
export const dayMs = 86_400_000

type Stated = { dim: string; value: string }

/** Inferred from the state, never stated: nobody has spoken of it for long, or a value is one of trouble. */
export const inferFlags = (
  states: readonly Stated[],
  lastSeen: Date | null,
  model: TrackingModel | null,
  now: Date,
): EntityView['flags'] => {
  const values = states.flatMap(({ dim, value }) => {
    const dimension = model?.dimensions.find((known) => known.name === dim)
    return dimension?.values.filter((known) => known.value === value) ?? []
  })
  const finished = values.some((value) => value.terminal)
  const stale = !finished && lastSeen !== null && now.getTime() - lastSeen.getTime() > staleAfterDays * dayMs
  const atRisk = !finished && values.some((value) => value.setback)
  return [...(stale ? ['stale' as const] : []), ...(atRisk ? ['at_risk' as const] : [])]
}
