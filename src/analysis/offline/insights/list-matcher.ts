import { createMatcher } from '../cues/matcher.ts'

/** Finds the phrases of one list, where it does not matter which of them it is. */
export const createListMatcher = (cues: readonly string[]) => createMatcher(cues.map((cue) => [cue, true] as const))
