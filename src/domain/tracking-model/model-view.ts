import type { Dimension, TrackingModel, VocabularyValue } from './model.ts'

/** A tracking model with its questions answered by look-up. */
export type ModelView = {
  model: TrackingModel
  dimension: (name: string) => Dimension | undefined
  /** Whether things of a type have a dimension at all. */
  owns: (type: string, dimension: string) => boolean
  personType: string | undefined
  /** The place of a listed value in the usual order; -1 for one that is not listed. */
  rank: (dimension: Dimension, value: string) => number
  listed: (dimension: Dimension, value: string) => VocabularyValue | undefined
}

const views = new WeakMap<TrackingModel, ModelView>()

export const viewOf = (model: TrackingModel): ModelView => {
  const known = views.get(model)
  if (known) return known
  const dimensions = new Map(model.dimensions.map((dimension) => [dimension.name, dimension]))
  const owned = new Map(model.types.map((type) => [type.name, new Set(type.dimensions)]))
  const ranks = new Map(
    model.dimensions.map(({ name, values }) => [name, new Map(values.map((value, rank) => [value.value, rank]))]),
  )
  const rank = (dimension: Dimension, value: string) => ranks.get(dimension.name)?.get(value) ?? -1
  const view: ModelView = {
    model,
    dimension: (name) => dimensions.get(name),
    owns: (type, dimension) => owned.get(type)?.has(dimension) ?? false,
    personType: model.types.find((type) => type.person)?.name,
    rank,
    listed: (dimension, value) => dimension.values[rank(dimension, value)],
  }
  views.set(model, view)
  return view
}
