import type { NameShape } from './shape.ts'

/**
 * Whether two names read exactly alike and differ in their types only, of which at least one was guessed. People are left
 * out: a project is often called like somebody.
 */
export const areTwins = (one: NameShape, other: NameShape): boolean =>
  (one.guessed || other.guessed) &&
  !one.person &&
  !other.person &&
  one.name.type !== other.name.type &&
  one.name.scope === other.name.scope &&
  one.name.key === other.name.key &&
  (one.identifiers === '' || other.identifiers === '' || one.identifiers === other.identifiers)
