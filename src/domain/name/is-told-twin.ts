import type { NameShape } from './shape.ts'

/**
 * Whether the first is a name whose type was only assumed and the second the same name with a type that was told. People
 * are left out: a project is often called like somebody.
 */
export const isToldTwin = (assumed: NameShape, told: NameShape): boolean =>
  assumed.assumed &&
  !told.assumed &&
  !told.person &&
  assumed.name.type !== told.name.type &&
  assumed.name.scope === told.name.scope &&
  assumed.name.key === told.name.key &&
  (assumed.identifiers === '' || told.identifiers === '' || assumed.identifiers === told.identifiers)
