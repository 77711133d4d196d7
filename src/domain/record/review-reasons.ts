/** Why something is worth a second look. */
export const reviewKinds = [
  'low_confidence',
  'conflict',
  'forbidden_move',
  'weak_link',
  'hedged',
  'merge',
  'unlinked',
  'guessed_type',
] as const
export type ReviewKind = (typeof reviewKinds)[number]

/** Changes below this are shown: readings that rest on an assent or on a bare answer. */
export const weakBelow = 60
/** From here on what is taken off for the way a thing was found counts as a guess: it was named lines before, or not at all. */
export const guessedFrom = 8

/** What is weak or contradictory about a change; nothing for one that needs no look. */
export const reasonsOf = (change: {
  confidence: number
  conflicting: readonly string[]
  allowed: boolean
  penalty: number
  others: readonly string[]
}): ReviewKind[] => [
  ...(change.confidence < weakBelow ? ['low_confidence' as const] : []),
  ...(change.conflicting.length > 0 ? ['conflict' as const] : []),
  ...(change.allowed ? [] : ['forbidden_move' as const]),
  ...(change.penalty >= guessedFrom || change.others.length > 0 ? ['weak_link' as const] : []),
]
