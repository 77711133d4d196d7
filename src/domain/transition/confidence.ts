/**
 * How sure a change is, 1..99, in whole numbers and from the facts alone, so that no order of arithmetic shows in it.
 * What users and catalogues say is certain. The corrections are measured like the base (docs/quality.md), but for the
 * forbidden move, which is rare.
 */
export const confidenceOf = (said: {
  origin: 'machine' | 'import' | 'user'
  base: number
  /** Nothing was known of this dimension before: more of such changes are of the wrong thing. */
  first: boolean
  /** The value is free text: more of them say nothing, or something else. */
  text: boolean
  /** Other statements of the same occasion that agree. */
  agreeing: number
  /** Other values that were asserted on the same occasion. */
  conflicting: number
  allowed: boolean
}): number => {
  if (said.origin !== 'machine') return 100
  const raised = said.base + Math.min(10, 5 * said.agreeing)
  const doubts = [
    said.first ? 10 : 0,
    said.text ? 20 : 0,
    Math.min(30, 10 * said.conflicting),
    said.allowed ? 0 : 20,
  ].reduce((sum, doubt) => sum + doubt, 0)
  return Math.max(1, Math.min(99, raised - doubts))
}
