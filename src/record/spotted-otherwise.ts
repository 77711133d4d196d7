import { needsExactSpelling } from '../domain/name/accepts-spelling.ts'
import { claimsOf } from '../domain/name/claims.ts'
import type { NameShape } from '../domain/name/shape.ts'
import { isWrittenAsName } from '../domain/record/name-meaning.ts'

/** Whether a name is found in other places, or means another thing there, than it did before. */
export const isSpottedOtherwise = (was: NameShape | undefined, now: NameShape | undefined): boolean =>
  !was ||
  !now ||
  was.name.imported !== now.name.imported ||
  was.guessed !== now.guessed ||
  was.acronym !== now.acronym ||
  (was.name.surface !== now.name.surface &&
    (needsExactSpelling(now.name) || isWrittenAsName(was) !== isWrittenAsName(now) || isClaimedOtherwise(was, now)))

const isClaimedOtherwise = (was: NameShape, now: NameShape): boolean =>
  JSON.stringify(claimsOf(was)) !== JSON.stringify(claimsOf(now))
