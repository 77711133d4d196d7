import type { VersionedModel } from '../../src/domain/tracking-model/model.ts'
import { type StateScheme, stateLabel } from '../scoring/state-names.ts'

/** The word of the model's vocabulary for a labelled state; a state that the model does not list is used as it is. */
export const stateValue = (model: VersionedModel, dimension: string, state: string, scheme: StateScheme): string => {
  const values = model.dimensions.find((row) => row.name === dimension)?.values ?? []
  return values.find((row) => stateLabel(row.value, scheme) === stateLabel(state, scheme))?.value ?? state
}
