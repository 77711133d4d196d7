import { defaultDimensions } from './default/dimensions.ts'
import { defaultTypes } from './default/types.ts'
import { type TrackingModel, trackingModelSchema } from './model.ts'

/** The tracking model of a tenant that has declared none. */
export const defaultModel: TrackingModel = trackingModelSchema.parse({
  name: 'default',
  label: 'Work meetings',
  description: 'Projects, features, tasks, milestones, deals and risks, as ordinary work meetings speak of them.',
  types: defaultTypes,
  dimensions: defaultDimensions,
})
