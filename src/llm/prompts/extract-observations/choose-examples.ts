import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { ObservationExample } from './example.ts'

/** More teach nothing new and cost in every call. */
const most = 3

/** The examples that show most of the kinds of dimensions that a tracking model has; those of the tenant first. */
export const chooseExamples = (
  model: TrackingModel,
  accepted: readonly ObservationExample[],
  own: readonly ObservationExample[],
): ObservationExample[] => {
  const kinds = new Set(model.dimensions.map((dimension) => dimension.kind))
  const shown = (example: ObservationExample): number => example.kinds.filter((kind) => kinds.has(kind)).length
  const fitting = own.filter((example) => shown(example) > 0).sort((a, b) => shown(b) - shown(a))
  return [...accepted, ...fitting].slice(0, most)
}
